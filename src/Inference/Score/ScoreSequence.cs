using SessionService.Inference.Serving;
using SessionService.Music.Random;

namespace SessionService.Inference.Score;

/// <summary>
/// A bar on its way: reads its prompt, then chooses token by token. What is chosen follows from the script, the logits and the
/// seed's draws for this bar and role alone. Where the rules leave one token only, the model is not asked.
/// </summary>
public sealed class ScoreSequence : ISequence
{
    // Fewer known tokens than this are read in the steps of the batch: a prompt of its own would cost all others more.
    private const int LeastPrompt = 8;

    // A prompt token's cost beside a step's, about: they are read many at a time.
    private const int PromptTokensOfStep = 8;
    private const int DrawPart = 1 << 24;

    private readonly Tokenizer words;
    private readonly ScoreScript script;
    private readonly ScoreState state;
    private readonly ScoreSampling sampling;
    private readonly short[] rows;
    private readonly UInt128[] names;
    private readonly ulong seed;
    private readonly int section;
    private readonly int bar;
    private CounterRandom draws;
    private int place;
    private int known;
    private int chosen;
    private bool writes;
    private bool due;

    /// <summary>A sequence before its first step.</summary>
    /// <param name="model">The model's words.</param>
    /// <param name="rules">How tokens are chosen.</param>
    /// <param name="script">What it reads and writes; with all it may write it fits the model's context.</param>
    /// <param name="seed">The session's seed.</param>
    /// <param name="section">Ordinal of the section.</param>
    /// <param name="bar">Bar of the session.</param>
    /// <param name="owner">Whose it is: what is read of one owner's music is kept for that owner alone.</param>
    public ScoreSequence(ScoreModel model, ScoreRules rules, ScoreScript script, ulong seed, int section, int bar, string owner = "")
    {
        (words, this.script, this.seed, this.section, this.bar) = (model.Words, script, seed, section, bar);
        state = new ScoreState(words);
        sampling = new ScoreSampling(words, rules, model.Filter);
        rows = new short[(script.Tokens.Count + script.Most) * Tokenizer.RowWidth];
        Restart();
        names = PieceNames.Of(owner, rows, script.Cuts);
    }

    /// <summary>Tokens the model chose or the rules left it no choice about.</summary>
    public int Chosen => chosen;

    /// <summary>Whether nothing is left to choose: no model need be asked, or asked further.</summary>
    public bool IsFinished => !due;

    /// <summary>Tokens known so far, read or not.</summary>
    public int Known => known;

    /// <inheritdoc/>
    public int Position { get; private set; }

    /// <inheritdoc/>
    public int StepsLeft => Math.Max(1, script.Expected - chosen) + ((known - Position) / PromptTokensOfStep);

    /// <inheritdoc/>
    public int Ahead => known - 1 - Position is var ahead && (ahead >= LeastPrompt || NextCut < script.Cuts.Count) ? ahead : 0;

    /// <inheritdoc/>
    public int Piece => NextCut is var next && next < script.Cuts.Count ? script.Cuts[next] - Position : Ahead;

    /// <inheritdoc/>
    public UInt128 PieceName => NextCut is var next && next < names.Length ? names[next] : UInt128.Zero;

    // The cut at which the piece under way ends.
    private int NextCut
    {
        get
        {
            int next = 0;
            while (next < script.Cuts.Count && script.Cuts[next] <= Position)
            {
                next++;
            }

            return next;
        }
    }

    /// <summary>What a role has in the bar that was written.</summary>
    public ReadOnlySpan<ScoreEvent> EventsOf(int role) => state.EventsOf(role);

    /// <inheritdoc/>
    public void Write(Span<long> rows)
    {
        ReadOnlySpan<short> from = this.rows.AsSpan(Position * Tokenizer.RowWidth, rows.Length);
        for (int i = 0; i < from.Length; i++)
        {
            rows[i] = from[i];
        }
    }

    /// <inheritdoc/>
    public void Advance(int tokens) => Position += tokens;

    /// <inheritdoc/>
    public SequenceStep Accept(Span<float> logits)
    {
        Position++;
        if (Position < known)
        {
            return SequenceStep.Continues;
        }

        if (!due)
        {
            return SequenceStep.Done;
        }

        int token = sampling.Draw(state, logits, ref draws);
        if (token < 0)
        {
            return SequenceStep.Invalid;
        }

        chosen++;
        Take(token);
        return Feed() ? SequenceStep.Continues : SequenceStep.Done;
    }

    /// <inheritdoc/>
    public void Restart()
    {
        state.Reset();
        sampling.Quotation.Reset();
        for (int i = 0; i < script.EarlierMelody.Count; i++)
        {
            sampling.Quotation.Take(script.EarlierMelody[i].Onset, script.EarlierMelody[i].Pitch);
        }

        (Position, place, known, chosen, writes, due) = (0, 0, 0, 0, false, false);
        Feed();
    }

    // Takes what is given and what there is no choice about; true where a choice is due, false at the script's end.
    private bool Feed()
    {
        for (; place < script.Tokens.Count; place++)
        {
            if (script.Tokens[place] != ScoreScript.Write)
            {
                Take(script.Tokens[place]);
                continue;
            }

            if (!writes)
            {
                BeginRole();
            }

            while (!state.IsDone)
            {
                if (sampling.Narrow(state, ref draws) > 1)
                {
                    return due = true;
                }

                chosen++;
                Take(sampling.Left.IndexOf(true));
            }

            writes = false;
        }

        return due = false;
    }

    private void BeginRole()
    {
        writes = true;
        sampling.Bounds = script.Bounds[state.Role];
        draws = CounterRandom.For(seed, section, bar, DrawPart + state.Role);

        // What the layer played before has its end already: a new note must begin.
        state.LetGo();
    }

    private void Take(int token)
    {
        if (words.IsPitch(token) && state.Role == Tokenizer.Melody)
        {
            sampling.Quotation.Take(state.Elapsed + state.Tick, words.PitchOf(token));
        }

        state.Push(token, rows.AsSpan(known * Tokenizer.RowWidth, Tokenizer.RowWidth));
        known++;
    }
}
