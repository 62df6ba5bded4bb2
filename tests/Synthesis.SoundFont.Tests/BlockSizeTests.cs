using System.Runtime.InteropServices;
using SessionService.Music.Performance;
using SessionService.Synthesis.SoundFont.Tests.Support;

namespace SessionService.Synthesis.SoundFont.Tests;

/// <summary>The library renders in blocks of 64; however we cut rendering, every bit is the same.</summary>
public class BlockSizeTests
{
    private const int Frames = 48_000;

    [Theory]
    [InlineData(0, 64)]
    [InlineData(0, 1)]
    [InlineData(0, 63)]
    [InlineData(0, 960)]
    [InlineData(1_000_037, 7)]
    [InlineData(1_000_037, 4_801)]
    public void Pieces_equal_one_call(long first, int size)
    {
        Directive[] script = Play.Script(first);
        (float[] mix, float[] stems) = Play.Render(Play.Band(Fonts.Shared, first), script, Frames, () => Frames);
        (float[] other, float[] otherStems) = Play.Render(Play.Band(Fonts.Shared, first), script, Frames, () => size);
        Assert.True(Same(mix, other));
        Assert.True(Same(stems, otherStems));
        Assert.Contains(mix, x => Math.Abs(x) > 0.01f);
    }

    [Fact]
    public async Task Threads_beside_each_other_make_the_same()
    {
        Directive[] script = Play.Script();
        _ = Fonts.Shared;
        Task<(float[] Mix, float[] Stems)>[] all =
            [.. Enumerable.Range(0, 4).Select(i => Task.Run(() => Play.Render(Play.Band(Fonts.Shared), script, Frames, () => 300 + i)))];
        (float[] first, _) = await all[0];
        foreach (Task<(float[] Mix, float[] Stems)> one in all)
        {
            Assert.True(Same(first, (await one).Mix));
        }
    }

    [Fact]
    public void A_renderer_that_has_played_sounds_as_a_fresh_one()
    {
        Renderer used = Play.Band(Fonts.Shared);
        Play.Render(used, Play.Script(), 480_000, () => 960);
        Directive[] script = [new(480_000, DirectiveKind.Control, 0, 0, 0, 0, 0.5f, 0), Play.Note(480_011, 60), Play.Note(484_000, 67, layer: 1, instrument: 1)];
        (_, float[] stems) = Play.Render(used, script, Frames, () => 960);
        (_, float[] fresh) = Play.Render(Play.Band(Fonts.Shared, 480_000), script, Frames, () => 960);
        // The library's voices keep a trace of the note before: the first block of a note, 1.3 ms, may differ a little.
        float peak = stems[..(4 * Frames)].Max(Math.Abs);
        Assert.True(peak > 0.01f);
        for (int i = 0; i < 4 * Frames; i++)
        {
            int frame = i / 2 % Frames;
            float off = Math.Abs(stems[i] - fresh[i]);
            Assert.True(off < (frame is (>= 16 and < 80) or (>= 4_000 and < 4_064) ? 0.1f : 0.001f) * peak, $"{off} of {peak} at {frame}");
        }
    }

    private static bool Same(float[] a, float[] b) =>
        MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(b.AsSpan()));
}
