using SessionService.Inference.Score;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Inference.Parts;

/// <summary>Puts a request into a model's words. Pure: the same request gives the same script.</summary>
/// <param name="model">The model.</param>
/// <param name="composer">Writes what the rules would have in the bars before.</param>
/// <param name="options">How much the model reads.</param>
internal sealed class ScorePlanner(ScoreModel model, IComposer composer, ScoreWriterOptions options)
{
    // A bar's own words and four of each role.
    private const int MostControls = 5 + (4 * Tokenizer.Roles);

    private readonly Tokenizer words = model.Words;
    private readonly LineReader reader = new(model.Words);
    private readonly LineCache known = new(new LineReader(model.Words), composer);

    /// <summary>Plans a bar.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="rules">How tokens are chosen in this bar.</param>
    /// <returns>Null where the model does not know the metre or any of the layers, or its context cannot hold such a bar.</returns>
    public ScorePlan? Plan(PartRequest request, ScoreRules rules)
    {
        BarContext context = request.Draft.Context;
        int[] layers = RoleLayers.Of(context);
        bool[] asked = [.. layers.Select(layer => layer >= 0 && request.Layers.Contains(layer))];
        if (BarControls.MetreOf(words, context) is not { } metre || !asked.Contains(true))
        {
            return null;
        }

        BarManner manner = BarManner.Of(context);
        PastBars past = new(known, request, Math.Max(1, options.HistoryBars + options.WindowBars - 1));
        BarLine?[] lines = ReadDraft(request.Draft, manner, layers, asked, past);
        List<PlannedLine> planned = [];
        List<int> silent = [];
        for (int role = 0; role < lines.Length; role++)
        {
            if (asked[role] && lines[role] is { Onsets: > 0 } line)
            {
                planned.Add(new PlannedLine(role, layers[role], line.TailTicks));
            }
            else if (asked[role])
            {
                silent.Add(layers[role]);
            }
        }

        ScoreScript script = Script(request.Draft, metre, manner, past, lines, planned, rules);
        return script.Tokens.Count + script.Most > model.Context ? null : new ScorePlan(script, manner, planned, silent);
    }

    private static bool Writes(List<PlannedLine> planned, int role) => planned.Exists(line => line.Role == role);

    // What is asked follows the rules' line before; what stays goes on from what was played.
    private BarLine?[] ReadDraft(ComposedBar draft, BarManner manner, int[] layers, bool[] asked, PastBars past)
    {
        BarLine?[] lines = new BarLine?[Tokenizer.Roles];
        for (int role = 0; role < lines.Length; role++)
        {
            BarLine? before = asked[role] ? past.Ruled(1, role) : past.Played(1, role);
            lines[role] = layers[role] < 0 ? null : reader.Read(draft, manner, role, layers[role], before);
        }

        return lines;
    }

    private ScoreScript Script(
        ComposedBar draft, ScoreMetre metre, BarManner manner, PastBars past, BarLine?[] lines, List<PlannedLine> planned, ScoreRules rules)
    {
        List<int> now = [];
        BarControls.AddBar(words, draft, metre, now);
        int last = planned.Count > 0 ? planned[^1].Role : -1;
        int most = planned.Count * 2 * ((metre.Ticks / (rules.SixteenthsOnly ? 6 : 4)) + 2);
        int given = Enumerable.Range(0, last + 1).Where(role => !Writes(planned, role)).Sum(role => 2 * (lines[role]?.Events.Count ?? 0));
        List<int> cuts = [];
        (int kept, List<int> tokens) = Begin(draft, metre, past, Math.Min(model.Context - given - most - MostControls, options.HistoryTokens), cuts);
        int expected = 0;
        for (int role = 0; role <= last; role++)
        {
            bool writes = Writes(planned, role);
            if (lines[role] is not { } line || (!writes && line.Events.Count == 0))
            {
                continue;
            }

            AddRole(role, line, metre, now);
            int copy = writes ? CopyWords.Ruled(past, line, role, kept) : CopyWords.Played(past, line, role, 0, kept);
            AddCopy(copy, now);
            if (writes)
            {
                now.Add(ScoreScript.Write);
                expected += 2 * (line.Onsets + 1);
            }
            else
            {
                line.Append(words, kept == 0, now);
            }
        }

        tokens.AddRange(now);
        return new ScoreScript
        {
            Tokens = tokens, Cuts = cuts, Bounds = [.. Enumerable.Range(0, Tokenizer.Roles).Select(role => Bounds(draft, metre, manner, role, lines[role], rules.KeepsToScale))],
            EarlierMelody = EarlierMelody(past, kept, metre), Expected = Math.Max(1, expected), Most = most,
        };
    }

    // Header and latest bars, as many as leave room. The first bar moves on by some bars at a time, as long as there is room for that: so
    // the next bar begins with the same tokens.
    private (int Kept, List<int> Tokens) Begin(ComposedBar draft, ScoreMetre metre, PastBars past, int room, List<int> cuts)
    {
        int moves = Math.Max(1, options.WindowBars);
        for (int most = options.HistoryBars + (draft.Context.Bar % moves); ; most = NextSmaller(most, draft.Context.Bar, ref moves))
        {
            int kept = Math.Max(0, Math.Min(past.Count, most));
            List<int> tokens = [];
            cuts.Clear();
            BarControls.AddHeader(words, draft.Context, metre, tokens);
            for (int back = kept; back > 0; back--)
            {
                AddPast(past, back, kept, metre, tokens);
                cuts.Add(tokens.Count);
            }

            if (tokens.Count <= room || kept == 0)
            {
                return (kept, tokens);
            }
        }
    }

    private int NextSmaller(int most, int bar, ref int moves)
    {
        if (moves == 1)
        {
            return most - 1;
        }

        moves /= 2;
        return options.HistoryBars + (bar % moves);
    }

    private void AddPast(PastBars past, int back, int kept, ScoreMetre metre, List<int> tokens)
    {
        BarControls.AddBar(words, past.Bar(back), metre, tokens);
        for (int role = 0; role < Tokenizer.Roles; role++)
        {
            if (past.Played(back, role) is { } line)
            {
                AddRole(role, line, metre, tokens);
                AddCopy(CopyWords.Played(past, line, role, back, kept), tokens);
                line.Append(words, back == kept, tokens);
            }
        }
    }

    private void AddRole(int role, BarLine line, ScoreMetre metre, List<int> tokens)
    {
        tokens.Add(words.RoleFirst + role);
        tokens.Add(words.DensityFirst + Tokenizer.DensityOf(line.Onsets, metre.Ticks));
        tokens.Add(words.RegisterFirst + words.RegisterOf(line.MeanPitch));
    }

    private void AddCopy(int copy, List<int> tokens)
    {
        if (copy != CopyWords.None)
        {
            tokens.Add(words.CopyFirst + copy);
        }
    }

    private static RoleBounds Bounds(ComposedBar draft, ScoreMetre metre, BarManner manner, int role, BarLine? line, bool scale)
    {
        Part part = RoleLayers.PartOf(role);
        int shift = LineReader.ShiftOf(draft.Context.Key);
        PartRange range = manner.Range(part);
        int Tones(int step) => scale ? PitchClass.Transpose(manner.Tones(part, step), shift) : 0;

        // About where the rules' own line lies, an octave at least: a register's class alone is three times as wide.
        int[] pitches = [.. (line?.Events ?? []).Where(one => one.Kind == ScoreEventKind.Note).Select(one => (int)one.Pitch)];
        int low = pitches.Length > 0 ? Math.Min(pitches.Min() - 2, (int)pitches.Average() - 6) : 0;
        int high = pitches.Length > 0 ? Math.Max(pitches.Max() + 2, (int)pitches.Average() + 6) : 127;
        return new RoleBounds(range.Low + shift, range.High + shift, Tones(0), Tones(metre.SecondChordAt / 6), low, high);
    }

    private static List<(int Onset, int Pitch)> EarlierMelody(PastBars past, int kept, ScoreMetre metre)
    {
        List<(int Onset, int Pitch)> melody = [];
        for (int back = past.Count; back > kept; back--)
        {
            foreach (ScoreEvent one in past.Played(back, Tokenizer.Melody)?.Events ?? [])
            {
                if (one.Kind == ScoreEventKind.Note)
                {
                    melody.Add((one.Onset - ((back - kept) * metre.Ticks), one.Pitch));
                }
            }
        }

        return melody;
    }
}
