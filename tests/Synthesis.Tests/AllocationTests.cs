using SessionService.Music.Performance;
using SessionService.Render;

namespace SessionService.Synthesis.Tests;

/// <summary>Once built, a renderer allocates nothing.</summary>
public class AllocationTests
{
    [Theory]
    [InlineData("ambient")]
    [InlineData("cinematic")]
    [InlineData("lo-fi")]
    public void A_long_busy_run_allocates_nothing(string style)
    {
        Directive[] script =
        [
            .. DenseScene.Write(style, 20)
                .Append(new(100_000, DirectiveKind.SceneChange, 0, 0, 0, 0, 93, 1_000))
                .Append(new(100_000, DirectiveKind.Duck, 0, 0, 0, 0, 0.4f, 20_000))
                .Append(new(200_000, DirectiveKind.Control, 0, 0, 0, 0, 0.9f, 30_000))
                .OrderBy(d => d.Sample),
        ];
        Renderer renderer = new(DenseScene.Setup(style));
        float[] mix = new float[2 * 960], stems = new float[renderer.StemCount * 2 * 960];
        int next = 0;
        Run(renderer, script, ref next, 200, mix, stems);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(renderer, script, ref next, 700, mix, stems);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(next > 100);
    }

    private static void Run(Renderer renderer, Directive[] script, ref int next, int slices, float[] mix, float[] stems)
    {
        for (int i = 0; i < slices; i++)
        {
            int from = next;
            while (next < script.Length && script[next].Sample < renderer.Position + 960)
            {
                next++;
            }

            renderer.Schedule(script.AsSpan(from, next - from));
            renderer.Process(960, mix, stems);
        }
    }
}
