using SessionService.Inference.Sampling;
using SessionService.Music.Random;

namespace SessionService.Inference.Score;

/// <summary>
/// Chooses tokens: what is legal, then rule by rule less, each only while it leaves something, then a draw. The order is that of
/// <c>training/scoremodel/sampling.py</c>. Allocates nothing once made; one to a sequence.
/// </summary>
/// <param name="words">The words.</param>
/// <param name="rules">The rules.</param>
/// <param name="filter">Shapes of the training melodies; null without.</param>
public sealed class ScoreSampling(Tokenizer words, ScoreRules rules, MelodyFilter? filter)
{
    // The sixteenth: what a note still due is given room for.
    private const int Shortest = 6;

    private readonly Sampler sampler = new(words.Size);
    private readonly bool[] allowed = new bool[words.Size];
    private readonly bool[] copied = new bool[words.Size];
    private RoleBounds bounds = RoleBounds.None;

    /// <summary>The melody so far against the training melodies; the host tells it each of its notes.</summary>
    public Quotation Quotation { get; } = new(filter, rules.LongestTrainingMatchNotes);

    /// <summary>One flag for each word: what the last <see cref="Narrow"/> left.</summary>
    public ReadOnlySpan<bool> Left => allowed;

    /// <summary>What the role to be written may use.</summary>
    public RoleBounds Bounds
    {
        get => bounds;
        set => bounds = value;
    }

    /// <summary>Draws one of the tokens that the last <see cref="Narrow"/> left.</summary>
    /// <param name="state">Where the sequence is, as it was then.</param>
    /// <param name="logits">A score for each word; changed.</param>
    /// <param name="draws">One number is drawn.</param>
    /// <returns>A token; -1 where scores are not numbers.</returns>
    public int Draw(ScoreState state, Span<float> logits, ref CounterRandom draws)
    {
        if (rules.MelodyRepeatPenalty != 0 && state.Role == Tokenizer.Melody && !state.IsOpen && state.Anchor > 0)
        {
            logits[words.PitchToken(state.Anchor)] -= (float)rules.MelodyRepeatPenalty;
        }

        return sampler.Sample(logits, allowed, rules.Temperature, rules.TopP, draws.NextDouble());
    }

    /// <summary>Marks the tokens that the rules leave in <see cref="Left"/>.</summary>
    /// <param name="state">Where the sequence is: inside a role that has not filled its bar.</param>
    /// <param name="draws">One number is drawn where chord tones are decided upon.</param>
    /// <returns>How many are left, at least 1.</returns>
    public int Narrow(ScoreState state, ref CounterRandom draws)
    {
        BarAutomaton.Allow(words, state, allowed);
        KeepBounds(state);
        if (!Obey(state))
        {
            Count(state);
        }

        int count = allowed.AsSpan().Count(true);
        if (!state.IsOpen && count > 1 && allowed.AsSpan(words.PitchFirst).Contains(true))
        {
            NarrowPitches(state, ref draws);
            count = allowed.AsSpan().Count(true);
        }

        return count;
    }

    private void KeepBounds(ScoreState state)
    {
        if (state.IsOpen)
        {
            if (rules.SixteenthsOnly)
            {
                Keep(words.DurationFirst, words.PitchFirst, (state, words), static (s, token) => (s.state.Tick + s.words.DurationOf(token)) % Shortest == 0);
            }

            return;
        }

        // A range is never less than an octave, so this always leaves a pitch.
        allowed.AsSpan(words.PitchFirst, Math.Clamp(bounds.Low - words.Lowest, 0, words.Size - words.PitchFirst)).Clear();
        allowed.AsSpan(Math.Clamp(words.PitchToken(bounds.High + 1), words.PitchFirst, words.Size)).Clear();
    }

    // Whether a copy word decides. It leaves what stood there; where a copied pitch would quote too much or is foreign
    // to this bar's chord, any other pitch.
    private bool Obey(ScoreState state)
    {
        if (!BarAutomaton.Copy(words, state, copied))
        {
            return false;
        }

        int only = -1;
        int count = 0;
        for (int i = words.Rest; i < allowed.Length; i++)
        {
            copied[i] &= allowed[i];
            only = copied[i] ? i : only;
            count += copied[i] ? 1 : 0;
        }

        if (count == 1 && words.IsPitch(only) && (Quotes(state, words.PitchOf(only)) || IsForeign(state, words.PitchOf(only))))
        {
            allowed.AsSpan(0, words.PitchFirst).Clear();
            return true;
        }

        if (count > 0)
        {
            copied.CopyTo(allowed.AsSpan());
        }

        return count > 0;
    }

    // Onsets within the density asked for: room for those still due, none beyond the most.
    private void Count(ScoreState state)
    {
        if (state.Density < 0)
        {
            return;
        }

        (int fewest, int most) = Tokenizer.OnsetsOf(state.Density, state.Metre.Ticks);
        int onsets = 0;
        foreach (ScoreEvent one in state.Events)
        {
            onsets += one.Kind == ScoreEventKind.Note ? 1 : 0;
        }

        int left = state.Metre.Ticks - state.Tick;
        if (!state.IsOpen)
        {
            if (onsets >= most)
            {
                Keep(words.Rest, words.Size, words, static (w, token) => !w.IsPitch(token));
            }
            else if (fewest - onsets >= left / Shortest)
            {
                Keep(words.Rest, words.Size, words, static (w, token) => w.IsPitch(token));
            }

            return;
        }

        bool toTheEnd = state.Events[^1].Kind == ScoreEventKind.Rest && onsets >= most;
        int room = left - (Shortest * Math.Max(0, fewest - onsets));
        Keep(
            words.DurationFirst, words.PitchFirst, (words, left, room, toTheEnd),
            static (s, token) => s.toTheEnd ? s.words.DurationOf(token) == s.left : s.words.DurationOf(token) <= s.room);
    }

    private void NarrowPitches(ScoreState state, ref CounterRandom draws)
    {
        // Before all others, so that it always finds something to leave.
        KeepPitches((this, state), static (s, pitch) => !s.Item1.Quotes(s.state, pitch));
        if (state.Register >= 0)
        {
            int low = words.Lowest + ((state.Register - 1) * words.RegisterSemitones);
            int high = low + (3 * words.RegisterSemitones);
            KeepPitches((low, high), static (s, pitch) => pitch >= s.low && pitch < s.high);
        }

        KeepPitches(bounds, static (near, pitch) => pitch >= near.NearLow && pitch <= near.NearHigh);
        int tones = words.ChordMask(state.Chord);
        bool strong = state.Metre.IsStrong(state.Tick);
        if (strong && tones != 0 && draws.NextDouble() < rules.StrongBeatChordShare)
        {
            KeepPitches(tones, static (mask, pitch) => (mask >> (pitch % 12) & 1) != 0);
        }

        if (rules.BassRootShare > 0 && state.Role == Tokenizer.Bass && tones != 0 && (state.Tick == 0 || state.Tick == state.Metre.SecondChordAt)
            && draws.NextDouble() < rules.BassRootShare)
        {
            KeepPitches(words.RootOf(state.Chord), static (root, pitch) => pitch % 12 == root);
        }

        if (ScaleOf(state) is var scale and not 0)
        {
            KeepPitches(scale | tones, static (mask, pitch) => (mask >> (pitch % 12) & 1) != 0);
        }

        if (strong && rules.KeepsFromClashes)
        {
            int low = state.Role == Tokenizer.Bass ? 0 : state.PitchIn(Tokenizer.Bass);
            int top = state.Role is Tokenizer.Bass or Tokenizer.Melody ? 0 : state.PitchIn(Tokenizer.Melody);
            KeepPitches((low, top), static (s, pitch) => !Clashes(pitch, s.low) && !Clashes(pitch, s.top));
        }

        if (state.Role == Tokenizer.Melody && state.Anchor > 0)
        {
            KeepFromParallels(state, strong);
            KeepPitches((state.Anchor, rules.MelodyLeapSemitones), static (s, pitch) => Math.Abs(pitch - s.Anchor) <= s.MelodyLeapSemitones);
        }
    }

    // Where the outer voices were a fifth or octaves apart on the strong beat before and the bass has moved, the melody may stay
    // but not move along.
    private void KeepFromParallels(ScoreState state, bool strong)
    {
        (int low, int bass, int melody) = (state.PitchIn(Tokenizer.Bass), state.PitchOnStrongBefore(Tokenizer.Bass), state.PitchOnStrongBefore(Tokenizer.Melody));
        int interval = (melody - bass + 120) % 12;
        if (strong && rules.KeepsFromParallels && low > 0 && bass > 0 && melody > 0 && low != bass && (interval is 0 or 7))
        {
            KeepPitches((melody, (low + interval) % 12), static (s, pitch) => pitch == s.melody || pitch % 12 != s.Item2);
        }
    }

    private int ScaleOf(ScoreState state) => state.Tick < state.Metre.SecondChordAt ? bounds.FirstScale : bounds.SecondScale;

    // A copied pitch over another chord than it stood over.
    private bool IsForeign(ScoreState state, int pitch) =>
        ScaleOf(state) is var scale and not 0 && ((scale | words.ChordMask(state.Chord)) >> (pitch % 12) & 1) == 0;

    private static bool Clashes(int pitch, int other) => other > 0 && Math.Abs(pitch - other) % 12 is 1 or 11;

    private bool Quotes(ScoreState state, int pitch) =>
        state.Role == Tokenizer.Melody && Quotation.Forbids(state.Elapsed + state.Tick, pitch);

    private void KeepPitches<TState>(TState given, Func<TState, int, bool> test) =>
        Keep(words.PitchFirst, words.Size, (words, given, test), static (s, token) => s.test(s.given, s.words.PitchOf(token)));

    // Leaves of the tokens of a range those that pass, and all of them where none does.
    private void Keep<TState>(int from, int to, TState given, Func<TState, int, bool> test)
    {
        bool any = false;
        for (int token = from; token < to && !any; token++)
        {
            any = allowed[token] && test(given, token);
        }

        for (int token = from; any && token < to; token++)
        {
            allowed[token] = allowed[token] && test(given, token);
        }
    }
}
