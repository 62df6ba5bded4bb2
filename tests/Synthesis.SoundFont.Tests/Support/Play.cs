using SessionService.Music.Performance;

namespace SessionService.Synthesis.SoundFont.Tests.Support;

/// <summary>Renders for tests.</summary>
internal static class Play
{
    /// <summary>A renderer whose layers play a guitar and a piano of the font and a built-in bass; the last is the stingers'.</summary>
    public static Renderer Band(Sampled.ISampleLibrary? samples, long first = 0) => new(
        new RendererSetup(["steel-guitar", "grand-piano", "sub-bass"], ["folk-acoustic", "lounge-jazz"], 4, first) { Samples = samples });

    /// <summary>A note.</summary>
    public static Directive Note(long sample, int pitch, long length = 24_000, int layer = 0, int instrument = 0, int velocity = 96) =>
        new(sample, DirectiveKind.Note, layer, instrument, (byte)pitch, (byte)velocity, 0, length);

    /// <summary>Notes of all layers at odd samples, a scene change with a fade, controls.</summary>
    public static Directive[] Script(long first = 0) =>
    [
        .. Enumerable.Range(0, 24).SelectMany(i => new[]
            {
                Note(first + (i * 1_877), 52 + (i * 5 % 19), 3_000, 0, 0), Note(first + 17 + (i * 1_877), 60 + (i * 7 % 12), 2_400, 1, 1),
                Note(first + (i * 1_877), 36, 1_000, 2, 2), Note(first + 900 + (i * 1_877), 64, 9_000, 2, 0, 40 + i),
            })
            .Append(new(first + 15_001, DirectiveKind.SceneChange, 1, 0, 0, 0, 93, 1_000))
            .Append(new(first + 20_003, DirectiveKind.Control, 0, 0, 0, 0, 0.9f, 5_000))
            .OrderBy(d => d.Sample),
    ];

    /// <summary>Mix and stems of a script, the calls as long as <paramref name="size"/> says; stems laid as those of one call.</summary>
    public static (float[] Mix, float[] Stems) Render(Renderer renderer, Directive[] script, int frames, Func<int> size)
    {
        float[] mix = new float[2 * frames], stems = new float[2 * frames * renderer.StemCount];
        long first = renderer.Position;
        int next = 0;
        for (int at = 0; at < frames;)
        {
            int count = Math.Clamp(size(), 1, frames - at), from = next;
            while (next < script.Length && script[next].Sample < first + at + count)
            {
                next++;
            }

            renderer.Schedule(script.AsSpan(from, next - from));
            float[] piece = new float[2 * count * renderer.StemCount];
            renderer.Process(count, mix.AsSpan(2 * at, 2 * count), piece);
            for (int stem = 0; stem < renderer.StemCount; stem++)
            {
                piece.AsSpan(2 * count * stem, 2 * count).CopyTo(stems.AsSpan(2 * ((frames * stem) + at)));
            }

            at += count;
        }

        return (mix, stems);
    }
}

