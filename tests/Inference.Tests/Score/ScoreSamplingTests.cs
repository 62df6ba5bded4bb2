using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Random;

namespace SessionService.Inference.Tests.Score;

/// <summary>Rows, legal tokens and rules, choice by choice, against the reference in Python.</summary>
public sealed class ScoreSamplingTests
{
    private static readonly ReferenceVectors Reference = ReferenceVectors.Read();
    private readonly Tokenizer words = Models.Words;
    private readonly List<int> tokens = [];
    private readonly List<uint> rows = [];
    private readonly List<long[]> choices = [];
    private readonly short[] row = new short[Tokenizer.RowWidth];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Reference.Cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Choices_are_those_of_the_reference(int number)
    {
        ReferenceCase one = Reference.Cases[number];

        Write(one);

        Assert.Equal(one.Choices.Length, choices.Count);
        for (int i = 0; i < choices.Count; i++)
        {
            Assert.Equal(one.Choices[i], choices[i]);
        }

        Assert.Equal(one.Tokens, tokens);
        Assert.Equal(one.Rows, rows);
    }

    [Fact]
    public void The_instruments_range_and_sixteenths_hold_whatever_the_scores_say()
    {
        ScoreState state = Begin("DENSITY_4 REGISTER_13");
        ScoreSampling sampling = new(words, new ScoreRules { SixteenthsOnly = true }, null) { Bounds = new RoleBounds(50, 62) };
        CounterRandom draws = CounterRandom.For(5, 0, 0, 0);
        while (!state.IsDone)
        {
            int token = Choose(sampling, state, ref draws);
            Assert.True(!words.IsPitch(token) || words.PitchOf(token) is >= 50 and <= 62);
            state.Push(token, row);
            Assert.Equal(0, state.Tick % 6);
        }
    }

    [Fact]
    public void Notes_keep_to_the_scale_and_from_clashes_on_strong_beats()
    {
        ScoreState state = Begin("DENSITY_0 REGISTER_3 P_48 D_96 ROLE_melody DENSITY_3 REGISTER_7");
        ScoreRules rules = new() { KeepsToScale = true, KeepsFromClashes = true, StrongBeatChordShare = 0 };
        int scale = 0b1010_1011_0101;
        ScoreSampling sampling = new(words, rules, null) { Bounds = new RoleBounds(0, 127, scale, scale) };
        CounterRandom draws = CounterRandom.For(5, 0, 0, 0);

        sampling.Narrow(state, ref draws);

        int[] classes = [.. Enumerable.Range(words.PitchFirst, words.Size - words.PitchFirst).Where(token => sampling.Left[token]).Select(token => words.PitchOf(token) % 12).Distinct().Order()];
        Assert.Equal([0, 2, 4, 5, 7, 9], classes);
    }

    [Fact]
    public void The_melody_does_not_move_in_octaves_with_the_bass_but_may_stay()
    {
        // C under C, then the bass goes to G.
        ScoreState state = Begin("DENSITY_1 REGISTER_3 P_48 D_48 P_55 D_48 ROLE_melody DENSITY_1 REGISTER_7 P_72 D_48");

        int[] Classes(bool keeps)
        {
            ScoreSampling sampling = new(words, new ScoreRules { StrongBeatChordShare = 0, KeepsFromParallels = keeps }, null);
            CounterRandom draws = CounterRandom.For(5, 0, 0, 0);
            sampling.Narrow(state, ref draws);
            return [.. Enumerable.Range(words.PitchFirst, words.Size - words.PitchFirst).Where(token => sampling.Left[token]).Select(token => words.PitchOf(token) % 12).Distinct().Order()];
        }

        Assert.Contains(7, Classes(keeps: false));
        Assert.DoesNotContain(7, Classes(keeps: true));
        Assert.Contains(0, Classes(keeps: true));
    }

    [Fact]
    public void A_note_let_go_is_not_held()
    {
        ScoreState state = Begin("DENSITY_1 REGISTER_3 P_48 D_96 BAR ROLE_bass DENSITY_1 REGISTER_3");
        bool[] allowed = new bool[words.Size];
        BarAutomaton.Allow(words, state, allowed);
        Assert.True(allowed[words.Hold]);

        state.LetGo();
        BarAutomaton.Allow(words, state, allowed);

        Assert.False(allowed[words.Hold]);
    }

    [Fact]
    public void Choosing_allocates_nothing()
    {
        ScoreState state = Begin("DENSITY_2 REGISTER_3 P_48 D_96 ROLE_melody DENSITY_3 REGISTER_7");
        ScoreSampling sampling = new(words, new ScoreRules { KeepsToScale = true, KeepsFromClashes = true }, new MelodyFilter(new byte[64], 7))
        {
            Bounds = new RoleBounds(50, 90, 0xAB5, 0xAB5),
        };
        CounterRandom draws = CounterRandom.For(5, 0, 0, 0);
        float[] logits = new float[words.Size];
        sampling.Narrow(state, ref draws);
        sampling.Draw(state, logits, ref draws);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sampling.Narrow(state, ref draws);
            sampling.Draw(state, logits, ref draws);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ScoreState Begin(string rest)
    {
        ScoreState state = new(words);
        foreach (string word in $"BOS METRE_4/4 BAR CHORD_0_maj CHORD_7_7 ROLE_bass {rest}".Split(' '))
        {
            state.Push(words.Of(word), row);
        }

        return state;
    }

    private int Choose(ScoreSampling sampling, ScoreState state, ref CounterRandom draws)
    {
        if (sampling.Narrow(state, ref draws) == 1)
        {
            return sampling.Left.IndexOf(true);
        }

        float[] logits = [.. Enumerable.Range(0, words.Size).Select(token => ReferenceVectors.Score(tokens.Count, token))];
        return sampling.Draw(state, logits, ref draws);
    }

    private void Write(ReferenceCase one)
    {
        ScoreState state = new(words);
        ScoreSampling sampling = new(words, one.ScoreRules, one.Filtered ? new MelodyFilter(Convert.FromBase64String(Reference.Filter), Reference.Hashes) : null);
        int bar = -1;
        foreach (int given in one.Script)
        {
            bar += given == words.Bar ? 1 : 0;
            if (given >= 0)
            {
                Take(sampling, state, given);
                continue;
            }

            CounterRandom draws = CounterRandom.For(one.Seed, 3, bar, (1 << 24) + state.Role);
            while (!state.IsDone)
            {
                int token = Choose(sampling, state, ref draws);
                int[] left = [.. Enumerable.Range(0, words.Size).Where(other => sampling.Left[other])];
                choices.Add([tokens.Count, left.Length, ReferenceVectors.Hash(left)]);
                Take(sampling, state, token);
            }
        }
    }

    private void Take(ScoreSampling sampling, ScoreState state, int token)
    {
        if (words.IsPitch(token) && state.Role == Tokenizer.Melody)
        {
            sampling.Quotation.Take(state.Elapsed + state.Tick, words.PitchOf(token));
        }

        tokens.Add(token);
        state.Push(token, row);
        rows.Add(ReferenceVectors.Hash(row.Select(value => (int)value)));
    }
}
