using SessionService.Music.Styles;

namespace SessionService.Synthesis.Instruments;

/// <summary>What a style means to the renderer.</summary>
/// <param name="Space">Its room.</param>
/// <param name="Bpm">Its tempo where none is given.</param>
/// <param name="Mix">How its layers are brought together.</param>
internal sealed record StyleSound(SpaceSettings Space, double Bpm, MixSettings Mix)
{
    /// <summary>For a renderer without styles: a small room, no echo.</summary>
    public static StyleSound Neutral { get; } = new(new SpaceSettings(1.5, 0.5, 15, 0.2, 1, 0, 0), 120, new MixSettings());

    /// <summary>The sound of a style.</summary>
    /// <param name="name">Name in the style catalogue.</param>
    /// <exception cref="ArgumentException">There is no such style.</exception>
    public static StyleSound Of(string name)
    {
        Style style = StyleCatalogue.Find(name)
            ?? throw new ArgumentException($"There is no style '{name}'.", nameof(name));
        return new StyleSound(style.Space, style.DefaultBpm, style.Mix);
    }
}
