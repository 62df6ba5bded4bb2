using SessionService.Inference.Score;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Inference.Parts;

/// <summary>What the host states of a piece and of a bar before any role's.</summary>
internal static class BarControls
{
    private const int TicksOfTick = Music.Time.MusicalTime.TicksPerQuarter / Tokenizer.TicksPerQuarter;

    private static readonly double[] Tempi = [66, 90, 116, 144];

    /// <summary>The metre as the model names it; null where it does not know it.</summary>
    public static ScoreMetre? MetreOf(Tokenizer words, BarContext context) =>
        words.FindMetre($"{context.Metre.Beats}/{context.Metre.Unit}");

    /// <summary>Adds the words that begin a sequence.</summary>
    public static void AddHeader(Tokenizer words, BarContext context, ScoreMetre metre, List<int> tokens)
    {
        tokens.Add(words.Of("BOS"));
        tokens.Add(words.Of(context.Key.Mode.IsMinor() ? "MODE_min" : "MODE_maj"));
        tokens.Add(words.Of($"METRE_{metre.Name}"));
        tokens.Add(words.Of($"TEMPO_{Tempi.Count(tempo => context.Tempo.Bpm >= tempo)}"));
        tokens.Add(words.Of($"STYLE_{StyleOf(context.Style)}"));
    }

    /// <summary>Adds the words that begin a bar.</summary>
    public static void AddBar(Tokenizer words, ComposedBar bar, ScoreMetre metre, List<int> tokens)
    {
        tokens.Add(words.Bar);
        tokens.Add(words.Of($"PHRASE_{PhraseOf(bar.Context)}"));
        double energy = bar.Context.Controls.Energy;
        tokens.Add(words.Of(energy < 0.34 ? "DYNAMIC_soft" : energy < 0.67 ? "DYNAMIC_middle" : "DYNAMIC_loud"));
        tokens.Add(words.ChordNone + ChordAt(words, bar, 0));
        tokens.Add(words.ChordNone + ChordAt(words, bar, metre.SecondChordAt));
    }

    // The training music's kinds are of other times; what comes nearest in texture.
    private static string StyleOf(string style) => style switch
    {
        "cinematic" or "orchestral-tension" => "quartet",
        "lounge-jazz" or "meditation" or "ambient" => "piano",
        _ => "song",
    };

    private static string PhraseOf(BarContext context)
    {
        int bars = Math.Max(1, context.PhraseBars);
        int at = context.SceneBar % bars;
        return at == bars - 1 ? "last" : at == bars - 2 && at > 0 ? "before-last" : at == 0 ? "first" : at == 1 ? "second" : "inside";
    }

    private static int ChordAt(Tokenizer words, ComposedBar bar, int tick)
    {
        int found = -1;
        for (int i = 0; i < bar.Chords.Count && (i == 0 || bar.Chords[i].Tick <= tick * TicksOfTick); i++)
        {
            found = i;
        }

        if (found < 0)
        {
            return 0;
        }

        ChordSpan chord = bar.Chords[found];
        int tonic = bar.Context.Key.Tonic;
        return words.NearestChord(PitchClass.Of(chord.Root - tonic), PitchClass.Transpose(chord.PitchClasses, -tonic));
    }
}
