using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>
/// A busy scene of a style, written down without a composer: drums, bass, five-note chords, eighth-note arpeggio, lead
/// and texture over four chords. Measurements and tests share it.
/// </summary>
internal static class DenseScene
{
    private static readonly int[][] Chords = [[0, 3, 7, 10, 14], [-4, 0, 3, 7, 10], [3, 7, 10, 14, 17], [-2, 2, 5, 8, 12]];
    private static readonly Part[] Parts = [Part.Drums, Part.Bass, Part.Chords, Part.Arp, Part.Lead, Part.Texture];

    /// <summary>Layers of the scene, the stingers' included.</summary>
    public const int Layers = 7;

    /// <summary>What the renderer is built for.</summary>
    public static RendererSetup Setup(string style, long first = 0)
    {
        Style chosen = StyleCatalogue.Find(style)!;
        string[] instruments = [.. Parts.Select(p => chosen.Instruments[p].Instrument), chosen.StingerInstrument.Instrument];
        return new RendererSetup(instruments, [style], Layers, first);
    }

    /// <summary>The directives of some seconds of it, in order.</summary>
    public static Directive[] Write(string style, double seconds, long first = 0)
    {
        Style chosen = StyleCatalogue.Find(style)!;
        List<Directive> list = [];
        for (int i = 0; i < Parts.Length; i++)
        {
            float gain = (float)Math.Pow(10, chosen.Instruments[Parts[i]].LevelDb / 20);
            list.Add(new(first, DirectiveKind.LayerGain, i, 0, 0, 0, gain, 0));
        }

        list.Add(new(first, DirectiveKind.LayerGain, 6, 0, 0, 0, (float)Math.Pow(10, chosen.StingerInstrument.LevelDb / 20), 0));
        double eighth = 30.0 / chosen.DefaultBpm * 48_000;
        for (int i = 0; i * eighth < seconds * 48_000; i++)
        {
            Eighth(list, i, first + (long)(i * eighth), (long)eighth);
        }

        return [.. list.OrderBy(d => d.Sample)];
    }

    /// <summary>Renders it, 20 ms at a time.</summary>
    /// <returns>Mean number of sounding notes.</returns>
    public static double Render(Directive[] scene, Renderer renderer, Span<float> mix)
    {
        const int Slice = 960;
        double voices = 0;
        int next = 0, slices = mix.Length / (2 * Slice);
        for (int i = 0; i < slices; i++)
        {
            int from = next;
            while (next < scene.Length && scene[next].Sample < renderer.Position + Slice)
            {
                next++;
            }

            renderer.Schedule(scene.AsSpan(from, next - from));
            renderer.Process(Slice, mix.Slice(2 * Slice * i, 2 * Slice), default);
            voices += renderer.Voices;
        }

        return voices / slices;
    }

    private static void Eighth(List<Directive> list, int i, long at, long eighth)
    {
        int[] chord = Chords[i / 8 % Chords.Length];
        int inBar = i % 8;
        void Add(int layer, int pitch, int velocity, long delay, long length) =>
            list.Add(new(at + delay, DirectiveKind.Note, layer, layer, (byte)pitch, (byte)velocity, 0, length));
        Add(0, inBar % 2 == 0 ? 42 : 44, 70 + (inBar * 3), 0, eighth / 4);
        if (inBar is 0 or 3 or 5)
        {
            Add(0, 36, 100 - (inBar * 2), inBar * 7, eighth / 2);
            Add(1, 36 + chord[0] % 12, 92, inBar * 5, eighth * 2);
        }

        if (inBar is 2 or 6)
        {
            Add(0, 38, 96, 11, eighth / 2);
        }

        for (int note = 0; inBar == 0 && note < chord.Length; note++)
        {
            Add(2, 55 + chord[note], 74, note * 40, eighth * 8);
        }

        Add(3, 67 + chord[i * 3 % 5], 70 + (i * 7 % 25), 23, eighth * 2);
        if (inBar % 2 == 0)
        {
            Add(4, 72 + chord[(i / 2 * 2) % 5], 84, 57, eighth * 2);
        }

        if (i % 32 == 0)
        {
            Add(5, 48, 80, 0, eighth * 33);
        }

        if (i % 32 == 16)
        {
            Add(6, 79, 96, 3, eighth);
        }
    }
}
