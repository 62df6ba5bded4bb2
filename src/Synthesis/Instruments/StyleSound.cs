using SessionService.Music.Styles;

namespace SessionService.Synthesis.Instruments;

/// <summary>What a style means to the renderer.</summary>
/// <param name="Space">Its room.</param>
/// <param name="Bpm">Its tempo where none is given.</param>
/// <param name="TrimDb">What brings its mix to the target loudness at middle controls, dB; measured, see docs/sound.md.</param>
internal sealed record StyleSound(SpaceSettings Space, double Bpm, double TrimDb)
{
    /// <summary>For a renderer without styles: a small room, no echo.</summary>
    public static StyleSound Neutral { get; } = new(new SpaceSettings(1.5, 0.5, 15, 0.2, 1, 0, 0), 120, 0);

    /// <summary>The sound of a style.</summary>
    /// <param name="name">Name in the style catalogue.</param>
    /// <exception cref="ArgumentException">There is no such style.</exception>
    public static StyleSound Of(string name)
    {
        Style style = StyleCatalogue.Find(name)
            ?? throw new ArgumentException($"There is no style '{name}'.", nameof(name));
        double trim = name switch
        {
            "ambient" => 8,
            "cinematic" => 6.5,
            "lo-fi" => 8,
            _ => 0,
        };
        return new StyleSound(style.Space, style.DefaultBpm, trim);
    }
}
