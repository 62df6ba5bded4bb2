using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>A scene of a style as the composer writes it, all parts, every control in the middle.</summary>
internal static class ComposedScene
{
    /// <summary>A performance of it, at its start.</summary>
    public static Performance Perform(string style, ulong seed = 7, string mood = "0.5")
    {
        Style chosen = StyleCatalogue.Find(style)!;
        string layers = string.Join(", ", Enum.GetNames<Part>().Select(p => p.ToLowerInvariant()).Select(p => $$"""
            "{{p}}": { "part": "{{p}}" }
            """));
        string map = $$"""
            {
              "format": 1, "start": "s", "key": "D",
              "scenes": { "s": {
                "style": "{{style}}", "mode": "dorian", "bpm": {{chosen.DefaultBpm}}, "metre": "4/4", "phrase_bars": 4,
                "mood": { "valence": 0.5, "energy": {{mood}}, "tension": {{mood}}, "density": {{mood}}, "register": 0.5, "brightness": {{mood}} },
                "layers": {
                  {{layers}}
                } } }
            }
            """;
        AdaptiveMapResult read = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(map));
        return Performance.Start(
            read.Map ?? throw new InvalidOperationException(string.Join("; ", read.Faults)), seed, new RuleComposer());
    }

    /// <summary>A renderer for it.</summary>
    public static Renderer RendererFor(Performance performance) =>
        new(new RendererSetup(performance.Instruments, performance.Styles, performance.Layers.Count + 1, 0));

    /// <summary>Composes and renders, 20 ms at a time.</summary>
    /// <returns>Mean number of sounding notes.</returns>
    public static double Render(Performance performance, Renderer renderer, Span<float> mix)
    {
        const int Slice = 960;
        List<Directive> directives = new(1024);
        List<Mark> marks = new(64);
        double voices = 0;
        int slices = mix.Length / (2 * Slice);
        for (int i = 0; i < slices; i++)
        {
            directives.Clear();
            marks.Clear();
            performance.Advance(renderer.Position + Slice, directives, marks);
            renderer.Schedule(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(directives));
            renderer.Process(Slice, mix.Slice(2 * Slice * i, 2 * Slice), default);
            voices += renderer.Voices;
        }

        return voices / slices;
    }
}
