using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Inference.Tests.Parts;

/// <summary>What a model is told of a bar.</summary>
public sealed class ScorePlannerTests
{
    private const string Now = "BAR PHRASE_first DYNAMIC_middle";

    [Fact]
    public void A_bar_is_told_word_by_word()
    {
        // In G major, so everything lies five semitones higher in the model's C: bass G2, melody B4 and D5.
        Tune tune = new() { Style = "chiptune", Key = new Key(7, Mode.Major) };
        PartRequest request = tune.Request() with { Draft = Bar(tune, 0, [new(1, 0, 1900, 43, 80), new(3, 960, 900, 71, 80), new(3, 1920, 1900, 74, 80)]) };

        Assert.Equal(
            $"BOS MODE_maj METRE_4/4 TEMPO_2 STYLE_song {Now} CHORD_0_maj7 CHORD_7_7 ROLE_bass DENSITY_1 REGISTER_4 WRITE ROLE_melody DENSITY_1 REGISTER_8 WRITE",
            Text(Plan(request)!));
        Assert.Equal(
            $"BOS MODE_maj METRE_4/4 TEMPO_2 STYLE_song {Now} CHORD_0_maj7 CHORD_7_7 ROLE_bass DENSITY_1 REGISTER_4 P_48 D_96 ROLE_melody DENSITY_1 REGISTER_8 WRITE",
            Text(Plan(request with { Layers = [3] })!));
    }

    [Fact]
    public void Bars_before_stand_before_it_and_a_note_that_goes_on_is_held()
    {
        Tune tune = new() { Style = "chiptune" };
        ComposedBar first = Bar(tune, 0, [new(1, 0, 3840, 36, 80)]);
        ComposedBar second = Bar(tune, 1, [new(1, 0, 7680, 36, 80)]);
        PartRequest request = tune.Request() with
        {
            Layers = [3], History = [first, second], Draft = Bar(tune, 2, [new(1, 1920, 1900, 43, 80), new(3, 0, 3800, 76, 80)]),
        };

        Assert.EndsWith(
            "ROLE_bass DENSITY_1 REGISTER_2 P_36 D_96 "
            + "BAR PHRASE_second DYNAMIC_middle CHORD_0_maj7 CHORD_7_7 ROLE_bass DENSITY_1 REGISTER_2 P_36 D_96 "
            + "BAR PHRASE_before-last DYNAMIC_middle CHORD_0_maj7 CHORD_7_7 ROLE_bass DENSITY_1 REGISTER_3 HOLD D_48 P_43 D_48 ROLE_melody DENSITY_1 REGISTER_8 WRITE",
            Text(Plan(request)!), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_of_another_key_or_metre_and_what_lies_before_a_missing_one_are_not_told()
    {
        Tune tune = new();
        ComposedBar[] bars = [.. Enumerable.Range(0, 4).Select(tune.Draft)];
        PartRequest request = tune.Request() with { Draft = tune.Draft(4) };

        Assert.Equal(5, Bars(request with { History = bars }));
        Assert.Equal(3, Bars(request with { History = [bars[0], bars[2], bars[3]] }));
        Assert.Equal(1, Bars(request with { History = bars[..^1] }));
        Assert.Equal(3, Bars(request with { History = [bars[0], new Tune { Key = new Key(2, Mode.Major) }.Draft(1), bars[2], bars[3]] }));
        Assert.Equal(2, Bars(request with { History = [.. bars[..2], new Tune { Metre = new Metre(3, 4) }.Draft(2), bars[3]] }));
        Assert.Equal(3, Bars(request with { History = bars }, new ScoreWriterOptions { HistoryBars = 2 }));
        Assert.InRange(Bars(request with { History = bars }, new ScoreWriterOptions { HistoryTokens = 60 }), 2, 3);
    }

    [Fact]
    public void Prompts_begin_alike_for_four_bars_and_are_cut_at_bar_lines()
    {
        Tune tune = new() { Parts = [Part.Drums, Part.Bass, Part.Chords, Part.Lead] };
        ComposedBar[] bars = [.. Enumerable.Range(0, 20).Select(tune.Draft)];
        ScorePlanner planner = new(Models.Preview, new RuleComposer(), new ScoreWriterOptions());
        for (int bar = 1; bar < 19; bar++)
        {
            ScoreScript one = Script(planner, bar);
            Assert.Equal(bar < 4 ? bar : 4 + (bar % 4), one.Cuts.Count);
            Assert.All(one.Cuts, cut => Assert.Equal(Models.Words.Bar, one.Tokens[cut]));
            ScoreScript next = Script(planner, bar + 1);
            if (bar % 4 != 3 || bar == 3)
            {
                Assert.Equal(one.Cuts, next.Cuts.SkipLast(1));
                Assert.Equal(one.Tokens.Take(one.Cuts[^1]), next.Tokens.Take(one.Cuts[^1]));
            }
        }

        ScoreScript Script(ScorePlanner asked, int bar) => asked.Plan(
            tune.Request() with { Draft = bars[bar], History = bars[Math.Max(0, bar - 8)..bar], Layers = [1, 3] }, Models.Preview.Rules)!.Script;
    }

    [Fact]
    public void Bars_that_were_read_before_are_read_as_if_they_were_new()
    {
        Tune tune = new();
        ScorePlanner planner = new(Models.Preview, new RuleComposer(), new ScoreWriterOptions());
        ComposedBar held = Bar(tune, 2, [new(1, 0, 7680, 36, 80), new(3, 0, 5000, 76, 80)]);
        ComposedBar[] bars = [tune.Draft(0), tune.Draft(1), held, tune.Draft(3), tune.Draft(4)];
        for (int first = 0; first < 4; first++)
        {
            // What is held over into a bar depends on whether the bar before is offered with it.
            PartRequest request = tune.Request() with { Draft = bars[4], History = bars[first..4] };
            ScorePlan known = planner.Plan(request, Models.Preview.Rules)!;
            ScorePlan fresh = new ScorePlanner(Models.Preview, new RuleComposer(), new ScoreWriterOptions()).Plan(request, Models.Preview.Rules)!;
            Assert.Equal(fresh.Script.Tokens, known.Script.Tokens);
        }
    }

    [Fact]
    public void What_the_rules_repeat_is_asked_to_be_copied()
    {
        // The rules' own bars decide; what was played in their place has another rhythm.
        Tune tune = new() { Style = "chiptune", Seed = 0, Density = 0.8 };
        int copies = 0;
        for (int bar = 4; bar < 12; bar++)
        {
            ComposedBar[] played = [.. Enumerable.Range(bar - 4, 4).Select(i => Bar(tune, i, [new(1, 0, 3840, 36, 80), new(3, 240 * (1 + (i % 3)), 700, 72, 80)]))];
            PartRequest request = tune.Request() with { Draft = tune.Draft(bar), History = played, Layers = [3] };
            int[] ruled = Onsets(tune.Draft(bar));
            bool repeats = ruled.Length > 1 && new[] { 1, 2, 4 }.Any(back => Onsets(tune.Draft(bar - back)).SequenceEqual(ruled));

            Assert.Equal(repeats, Text(Plan(request)!).Split("ROLE_melody")[^1].Contains("COPY_", StringComparison.Ordinal));
            copies += repeats ? 1 : 0;
        }

        Assert.InRange(copies, 3, 7);
    }

    [Fact]
    public void Every_chord_of_the_engine_has_a_chord_of_the_model_near_it()
    {
        Tokenizer words = Models.Words;
        string[] names = [.. Enum.GetValues<ChordQuality>().Select(quality => words.Words[words.ChordNone + words.NearestChord(2, new Chord(2, quality).Mask)])];

        Assert.All(names, name => Assert.StartsWith("CHORD_2_", name, StringComparison.Ordinal));
        Assert.Equal(
            "maj min dim aug maj sus4 maj min maj min maj 7 maj7 min7 min m7b5 dim7 aug sus4 7 maj7 min7 sus4 7 7 min7 maj7",
            string.Join(' ', names.Select(name => name["CHORD_2_".Length..])));
        Assert.Equal(0, words.NearestChord(2, 0));
    }

    [Fact]
    public void A_range_is_moved_with_the_key()
    {
        Tune tune = new() { Key = new Key(9, Mode.Minor) };
        RoleBounds bounds = Plan(tune.Request())!.Script.Bounds[Tokenizer.Melody];

        Assert.Equal((60 + 3, 88 + 3), (bounds.Low, bounds.High));
    }

    [Fact]
    public void Tension_loosens_the_rules()
    {
        ScoreRules Of(double tension)
        {
            BarContext context = new Tune().Draft(0).Context;
            return BarRules.Of(new ScoreRules(), new ScoreWriterOptions(), context with { Controls = context.Controls with { Tension = tension } });
        }

        Assert.Equal((true, 1.0), (Of(0).KeepsToScale, Of(0).StrongBeatChordShare));
        Assert.Equal(0.95, Of(0.5).Temperature, 9);
        Assert.Equal(0.9, Of(0.5).StrongBeatChordShare, 9);
        Assert.False(Of(1).KeepsToScale);
        Assert.True(Of(0).Temperature < Of(1).Temperature && Of(0).StrongBeatChordShare > Of(1).StrongBeatChordShare);
    }

    [Fact]
    public void A_context_that_cannot_hold_a_bar_is_refused()
    {
        ScoreModel small = ScoreModel.Of(ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any), 64);
        ScorePlanner planner = new(small, new RuleComposer(), new ScoreWriterOptions());

        Assert.Null(planner.Plan(new Tune().Request(), small.Rules));
    }

    private static int[] Onsets(ComposedBar bar)
    {
        BarManner manner = BarManner.Of(bar.Context);
        return [.. bar.Notes.Where(note => note.Layer == 3).Select(note => manner.StepNear(note.Tick))];
    }

    private static ComposedBar Bar(Tune tune, int bar, Note[] notes)
    {
        BarContext context = tune.Draft(bar).Context;
        int tonic = context.Key.Tonic;
        ChordSpan Span(int tick, int root, ChordQuality quality) =>
            new(tick, (root + tonic) % 12, "", PitchClass.Transpose(quality.Mask(), root + tonic));
        return new ComposedBar(context, [Span(0, 0, ChordQuality.Major9), Span(1920, 7, ChordQuality.Dominant13)], notes);
    }

    private static int Bars(PartRequest request, ScoreWriterOptions? options = null) =>
        Plan(request, options)!.Script.Tokens.Count(token => token == Models.Words.Bar);

    private static string Text(ScorePlan plan) =>
        string.Join(' ', plan.Script.Tokens.Select(token => token == ScoreScript.Write ? "WRITE" : Models.Words.Words[token]));

    private static ScorePlan? Plan(PartRequest request, ScoreWriterOptions? options = null) =>
        new ScorePlanner(Models.Preview, new RuleComposer(), options ?? new ScoreWriterOptions()).Plan(
            request, BarRules.Of(Models.Preview.Rules, new ScoreWriterOptions(), request.Draft.Context));
}
