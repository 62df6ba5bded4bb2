using SessionService.Music.Styles.Ambient;
using SessionService.Music.Styles.Chiptune;
using SessionService.Music.Styles.Cinematic;
using SessionService.Music.Styles.DrumAndBass;
using SessionService.Music.Styles.FolkAcoustic;
using SessionService.Music.Styles.Funk;
using SessionService.Music.Styles.House;
using SessionService.Music.Styles.LoFi;
using SessionService.Music.Styles.LoungeJazz;
using SessionService.Music.Styles.Meditation;
using SessionService.Music.Styles.OrchestralTension;
using SessionService.Music.Styles.Synthwave;

namespace SessionService.Music.Styles;

/// <summary>The styles the engine knows. Each is a folder beside this file; <c>docs/styles.md</c> shows how one is added.</summary>
public static class StyleCatalogue
{
    /// <summary>All styles in order of name.</summary>
    public static IReadOnlyList<Style> All { get; } =
    [
        AmbientStyle.Create(),
        ChiptuneStyle.Create(),
        CinematicStyle.Create(),
        DrumAndBassStyle.Create(),
        FolkAcousticStyle.Create(),
        FunkStyle.Create(),
        HouseStyle.Create(),
        LoFiStyle.Create(),
        LoungeJazzStyle.Create(),
        MeditationStyle.Create(),
        OrchestralTensionStyle.Create(),
        SynthwaveStyle.Create(),
    ];

    /// <summary>A style by name, or null.</summary>
    /// <param name="name">Exact name.</param>
    public static Style? Find(string name)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i].Name, name, StringComparison.Ordinal))
            {
                return All[i];
            }
        }

        return null;
    }
}
