using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Synthesis;
using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Mastering;

namespace SessionService.Render;

/// <summary>What each part of the renderer costs, ns of processor time per stereo frame, best of several runs.</summary>
internal static class Parts
{
    private const int Block = 64, Blocks = 3_000;

    /// <summary>Prints a line per shared effect and per instrument.</summary>
    public static void Print()
    {
        Build();
        float[] noise = new float[Block];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = 0.1f * (float)Math.Sin(i * 1.7);
        }

        float[] left = new float[Block + 8], right = new float[Block + 8], mix = new float[2 * Block];
        Reverb reverb = new(ReverbShape.Of(RoomCharacter.Hall));
        reverb.Early.HeadFor(0.2f, 0);
        reverb.SetDecay(3, 0.4);
        Line("reverb", at =>
        {
            reverb.OnGrid(at);
            reverb.Process(at, noise, false, left, right);
        });
        StereoEcho echo = new();
        echo.HeadFor(20_000, 0.4f, 0.3f, 0);
        Line("echo", at =>
        {
            echo.OnGrid();
            echo.Process(at, noise, noise, false, left, right);
        });
        Chorus chorus = new();
        Line("chorus", at =>
        {
            chorus.OnGrid(at);
            chorus.Process(at, noise, false, left, right);
        });
        Master master = new(new MixSettings());
        Line("master", at =>
        {
            noise.CopyTo(left, 0);
            noise.CopyTo(right, 0);
            master.OnGrid(0.5f);
            master.Process(at, left, right, mix);
        });
        Limiter(noise, 1, "limiter, quiet");
        Limiter(noise, 6, "limiter, below");
        Limiter(noise, 12, "limiter, at work");
        foreach (string name in InstrumentCatalogue.Names)
        {
            Instrument(name);
        }
    }

    private static void Limiter(float[] signal, float times, string name)
    {
        PeakLimiter limiter = new();
        float[] mix = new float[2 * signal.Length];
        Line(name, _ =>
        {
            for (int i = 0; i < mix.Length; i++)
            {
                mix[i] = times * signal[i / 2];
            }

            limiter.Process(mix);
        });
    }

    // What a session pays before its first sample, once everything is compiled and the tables are there.
    private static void Build()
    {
        double best = double.MaxValue;
        long bytes = 0;
        for (int round = 0; round < 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan start = Environment.CpuUsage.TotalTime;
            GC.KeepAlive(new Renderer(DenseScene.Setup(StyleCatalogue.All[0].Name)));
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine(FormattableString.Invariant($"building a renderer: {best:F2} ms, {bytes / 1024} KiB"));
    }

    private static void Instrument(string name)
    {
        foreach (int notes in (int[])[0, 4])
        {
            Renderer renderer = new(new RendererSetup([name], [StyleCatalogue.All[0].Name], 2, 0));
            Directive[] chord = new Directive[notes];
            float[] mix = new float[2 * Block];
            Line($"{name} × {notes}", at =>
            {
                if (at % 12_800 == 0)
                {
                    for (int i = 0; i < notes; i++)
                    {
                        chord[i] = new(renderer.Position, DirectiveKind.Note, 0, 0, (byte)(38 + (i * 4)), 90, 0, 12_000);
                    }

                    renderer.Schedule(chord);
                }

                renderer.Process(Block, mix, default);
            });
        }
    }

    private static void Line(string name, Action<long> work)
    {
        double best = double.MaxValue;
        long at = 0;
        for (int round = 0; round < 5; round++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < Blocks; i++, at += Block)
            {
                work(at);
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        Console.WriteLine(FormattableString.Invariant($"{name,-24} {best / (Blocks * Block) * 1e9,8:F1}"));
    }
}
