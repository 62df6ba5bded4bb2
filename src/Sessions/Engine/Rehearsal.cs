using System.Text;
using SessionService.Audio.Opus;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Sessions.Engine;

/// <summary>
/// Plays every style for a moment to nobody, so that the code that plays is compiled before the first listener comes:
/// otherwise the first seconds of the first session would miss their deadlines.
/// </summary>
public static class Rehearsal
{
    private const int Slice = OpusEncoder.FrameSamples;

    // 4 s of music: past the first bars, and past the number of calls after which hot code is compiled for speed.
    private const int Slices = 200;

    /// <summary>Plays; takes about a second of processor time.</summary>
    /// <param name="composer">Writes the bars.</param>
    /// <param name="cancellation">Stops between slices.</param>
    public static void Run(IComposer composer, CancellationToken cancellation)
    {
        using OpusEncoder? encoder = OpusLibrary.IsAvailable ? new OpusEncoder() : null;
        float[] mix = new float[2 * Slice];
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        List<Mark> marks = [];
        foreach (Style style in StyleCatalogue.All)
        {
            SessionEngine engine = new(MapOf(style), 0, 1, composer);
            for (int i = 0; i < Slices && !cancellation.IsCancellationRequested; i++)
            {
                marks.Clear();
                engine.Render(Slice, mix, [], marks);
                encoder?.Encode(mix, packet);
            }
        }
    }

    private static AdaptiveMap MapOf(Style style)
    {
        string layers = string.Join(
            ',', Enum.GetNames<Part>().Select(part => $$"""  "{{part}}": { "part": "{{part.ToLowerInvariant()}}" }"""));
        string json = $$"""
            { "format": 1, "name": "rehearsal", "key": "C", "start": "a",
              "scenes": { "a": { "style": "{{style.Name}}", "mode": "minor", "layers": { {{layers}} } } } }
            """;
        AdaptiveMapResult result = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(json));
        return result.Map ?? throw new InvalidOperationException(
            $"The rehearsal's own map is wrong: {result.Faults[0].Path}: {result.Faults[0].Message}");
    }
}
