using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Render;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

/// <summary>However rendering is cut, every bit of mix and stems is the same.</summary>
public class BlockSizeTests
{
    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Random_partitions_equal_one_call(string style)
    {
        const int Frames = 20_000;
        Directive[] script = Eventful(style, 0.45);
        (float[] mix, float[] stems) = Play.Whole(new Renderer(DenseScene.Setup(style)), script, Frames);
        Prop.ForAll(Gen.Choose(1, 900).ArrayOf().Where(a => a.Length > 3).ToArbitrary(), sizes =>
        {
            int turn = 0;
            (float[] other, float[] otherStems) = Play.Pieces(
                new Renderer(DenseScene.Setup(style)), script, Frames, () => sizes[turn++ % sizes.Length]);
            return Same(mix, other) && Same(stems, otherStems);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6));
    }

    [Fact]
    public void Single_samples_equal_one_call_wherever_rendering_begins()
    {
        const long First = 1_000_037;
        Directive[] script = DenseScene.Write("cinematic", 0.2, First);
        (float[] mix, float[] stems) = Play.Whole(new Renderer(DenseScene.Setup("cinematic", First)), script, 6_000);
        (float[] other, float[] otherStems) = Play.Pieces(
            new Renderer(DenseScene.Setup("cinematic", First)), script, 6_000, () => 1);
        Assert.True(Same(mix, other));
        Assert.True(Same(stems, otherStems));
        Assert.Contains(mix, x => Math.Abs(x) > 0.01f);
    }

    [Fact]
    public async Task Two_threads_make_the_same()
    {
        Directive[] script = DenseScene.Write("lo-fi", 2);
        Task<(float[] Mix, float[] Stems)> one = Task.Run(() => Play.Whole(new Renderer(DenseScene.Setup("lo-fi")), script, 96_000));
        Task<(float[] Mix, float[] Stems)> two = Task.Run(() => Play.Whole(new Renderer(DenseScene.Setup("lo-fi")), script, 96_000));
        Assert.True(Same((await one).Mix, (await two).Mix));
        Assert.True(Same((await one).Stems, (await two).Stems));
    }

    /// <summary>A scene with everything that can happen in it.</summary>
    private static Directive[] Eventful(string style, double seconds) =>
    [
        .. DenseScene.Write(style, seconds)
            .Append(new(3_001, DirectiveKind.LayerGain, 2, 0, 0, 0, 0.2f, 5_000))
            .Append(new(4_097, DirectiveKind.Control, 0, 0, 0, 0, 0.9f, 3_333))
            .Append(new(5_500, DirectiveKind.Duck, 0, 0, 0, 0, 0.4f, 2_000))
            .Append(new(9_999, DirectiveKind.SceneChange, 0, 0, 0, 0, 93, 1_000))
            .Append(new(12_345, DirectiveKind.Control, 2, 0, 0, 0, 1f, 0))
            .OrderBy(d => d.Sample),
    ];

    private static bool Same(float[] a, float[] b) =>
        MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(b.AsSpan()));
}
