using SessionService.Inference.Score;
using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Inference.Parts;

/// <summary>
/// Which layers are which roles of a score model: the first bass, lead and counter layers are bass, melody and counter-line, a
/// second counter layer is the inner line. Chords are no line, and what a style breaks into figures is its own.
/// </summary>
internal static class RoleLayers
{
    private const int Nobody = -1;

    /// <summary>The layer of each role; -1 where there is none.</summary>
    public static int[] Of(BarContext context)
    {
        int[] layers = [Nobody, Nobody, Nobody, Nobody];
        foreach (LayerContext layer in context.Layers)
        {
            int role = layer.Part switch
            {
                Part.Bass => Tokenizer.Bass,
                Part.Lead => Tokenizer.Melody,
                Part.Counter when layers[Tokenizer.Counter] == Nobody => Tokenizer.Counter,
                Part.Counter => Tokenizer.Harmony,
                _ => Nobody,
            };
            if (role != Nobody && layers[role] == Nobody)
            {
                layers[role] = layer.Index;
            }
        }

        return layers;
    }

    /// <summary>The part a role plays.</summary>
    public static Part PartOf(int role) => role switch { Tokenizer.Bass => Part.Bass, Tokenizer.Melody => Part.Lead, _ => Part.Counter };
}
