using Microsoft.Extensions.Time.Testing;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Inference.Tests.Parts;

/// <summary>Asking for bars: every question is answered, and the answer depends on the question alone.</summary>
public sealed class ScoreBarWriterTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_layer_that_was_asked_for_comes_with_where_it_fits_and_who_wrote_it()
    {
        using InferenceScheduler scheduler = Models.Serve(4);
        ScoreBarWriter writer = Writer(scheduler);
        Tune tune = new();
        for (int bar = 0; bar < 6; bar++)
        {
            ComposedBar draft = tune.Draft(bar);
            ulong outline = BarOutline.Of(draft.Context, draft.Chords);
            PartAnswer answer = await tune.PlayAsync(writer, Stop);

            Assert.Equal(SequenceEnd.Done, answer.End);
            Assert.Equal([1, 3], answer.Parts.Select(part => part.Layer).Order());
            Assert.All(answer.Parts, part => Assert.Equal((bar, outline, "score-preview 1.1.0", 1UL), (part.Bar, part.Outline, part.Writer, part.Seed)));
            Assert.All(answer.Parts, part => Assert.Equal(draft.Notes.Any(note => note.Layer == part.Layer), part.Notes.Count > 0));
        }
    }

    [Fact]
    public async Task A_session_gets_the_same_notes_alone_and_beside_sixteen_others()
    {
        List<string> alone = await PlayAsync(2, 1);
        List<string> together = await PlayAsync(16, 17);

        Assert.Equal(alone[0], together[0]);
        Assert.Equal(17, together.Distinct().Count());
    }

    [Fact]
    public async Task What_is_kept_of_the_bars_before_changes_no_note()
    {
        using InferenceScheduler keeping = Models.Serve(4);
        using InferenceScheduler forgetting = Models.Serve(4, keptBytes: 0);
        using InferenceScheduler anew = Models.Serve(4);
        ScoreBarWriter[] writers = [Writer(keeping), Writer(forgetting)];
        Tune[] tunes = [.. Enumerable.Range(0, 2).Select(_ => new Tune { Asked = [Part.Bass, Part.Lead, Part.Counter] })];
        for (int bar = 0; bar < 13; bar++)
        {
            PartRequest request = tunes[0].Request();
            string expected = Text(await tunes[0].PlayAsync(writers[0], Stop));
            Assert.Equal(expected, Text(await tunes[1].PlayAsync(writers[1], Stop)));
            if (bar == 11)
            {
                // As after a restart: nothing is known of this session.
                Assert.Equal(expected, Text(await Writer(anew).WriteAsync(request, Stop)));
            }
        }

        Assert.Equal(0, forgetting.Counters.RecalledTokens);
        Assert.InRange(keeping.Counters.RecalledTokens, keeping.Counters.PromptTokens / 2, long.MaxValue);
        Assert.Equal(forgetting.Counters.PromptTokens, keeping.Counters.PromptTokens + keeping.Counters.RecalledTokens);
    }

    [Fact]
    public async Task What_is_worked_for_a_bar_is_put_down_also_where_nobody_waits_for_it()
    {
        using InferenceScheduler scheduler = Models.Serve(2);
        ModelBill bill = new();
        Tune tune = new();
        await Writer(scheduler).WriteAsync(tune.Request() with { Bill = bill }, Stop);
        ModelUse use = bill.Take();

        Assert.True(use is { ProcessorMicroseconds: > 0, AcceleratorMicroseconds: 0 });
        Assert.Equal(scheduler.Counters.Tokens + scheduler.Counters.PromptTokens, use.Tokens);
        Assert.True(bill.Take().IsNone);

        using InferenceScheduler late = ByHand(new FakeScores(4));
        Task<PartAnswer> asked = Writer(late).WriteAsync(tune.Request() with { Bill = bill }, Stop);
        late.Step(0);
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(SequenceEnd.Late, (await Finish(late, asked)).End);
        Assert.True(bill.Take().Tokens > 0);
    }

    [Fact]
    public async Task Another_seed_gives_other_notes()
    {
        using InferenceScheduler scheduler = Models.Serve(2);
        ScoreBarWriter writer = Writer(scheduler);

        Assert.NotEqual(Text(await new Tune { Seed = 1 }.PlayAsync(writer, Stop)), Text(await new Tune { Seed = 2 }.PlayAsync(writer, Stop)));
    }

    [Fact]
    public async Task Scores_that_are_no_numbers_are_answered_as_invalid()
    {
        using InferenceScheduler scheduler = ByHand(new FakeScores(4, nonsense: true));
        PartAnswer answer = await Finish(scheduler, Writer(scheduler).WriteAsync(new Tune().Request(), Stop));

        Assert.Equal(SequenceEnd.Invalid, answer.End);
        Assert.Empty(answer.Parts);
    }

    [Fact]
    public async Task What_is_not_done_by_its_deadline_is_answered_as_late()
    {
        using InferenceScheduler scheduler = ByHand(new FakeScores(4));
        Task<PartAnswer> asked = Writer(scheduler).WriteAsync(new Tune().Request(), Stop);
        scheduler.Step(0);
        time.Advance(TimeSpan.FromMinutes(6));

        PartAnswer answer = await Finish(scheduler, asked);

        Assert.Equal((SequenceEnd.Late, TimeSpan.FromMinutes(6)), (answer.End, answer.Time));
        Assert.Equal(SequenceEnd.Late, (await Writer(scheduler).WriteAsync(new Tune().Request() with { Within = TimeSpan.Zero }, Stop)).End);
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        using InferenceScheduler scheduler = ByHand(new FakeScores(4));
        using CancellationTokenSource stop = new();
        Task<PartAnswer> asked = Writer(scheduler).WriteAsync(new Tune().Request(), stop.Token);
        scheduler.Step(0);
        await stop.CancelAsync();

        Assert.Equal(SequenceEnd.Cancelled, (await Finish(scheduler, asked)).End);
    }

    [Fact]
    public async Task A_metre_the_model_does_not_know_and_parts_it_does_not_play_are_refused_at_once()
    {
        using InferenceScheduler scheduler = ByHand(new FakeScores(4));
        ScoreBarWriter writer = Writer(scheduler);

        Assert.Equal(SequenceEnd.Unsupported, (await writer.WriteAsync(new Tune { Metre = new Metre(5, 4) }.Request(), Stop)).End);
        Assert.Equal(SequenceEnd.Unsupported, (await writer.WriteAsync(new Tune { Asked = [Part.Drums, Part.Chords] }.Request(), Stop)).End);
        PartAnswer mixed = await Finish(scheduler, writer.WriteAsync(new Tune { Asked = [Part.Chords, Part.Bass] }.Request(), Stop));
        Assert.Equal([1], mixed.Parts.Select(part => part.Layer));
    }

    [Fact]
    public async Task Where_the_rules_are_silent_nothing_is_asked_of_the_model()
    {
        FakeScores model = new(4);
        using InferenceScheduler scheduler = ByHand(model);
        PartRequest request = new Tune { Asked = [Part.Lead] }.Request();
        request = request with { Draft = request.Draft with { Notes = [.. request.Draft.Notes.Where(note => note.Layer != 3)] } };

        PartAnswer answer = await Writer(scheduler).WriteAsync(request, Stop);

        Assert.Equal((SequenceEnd.Done, 0), (answer.End, model.Steps));
        Assert.Empty(Assert.Single(answer.Parts).Notes);
    }

    [Fact]
    public async Task A_device_lost_in_the_middle_changes_no_note()
    {
        using InferenceScheduler whole = ByHand(new FakeScores(4));
        using InferenceScheduler losing = new(
            [new FakeScores(4) { LostAt = 7 }, new FakeScores(4)], new SchedulerOptions { Threads = false }, time);
        PartRequest request = new Tune { Density = 0.8 }.Request();

        PartAnswer expected = await Finish(whole, Writer(whole).WriteAsync(request, Stop));
        PartAnswer answer = await Finish(losing, Writer(losing).WriteAsync(request, Stop));

        Assert.Equal(1, losing.Counters.Moved);
        Assert.Equal(Text(expected), Text(answer));
    }

    [Fact]
    public async Task A_writer_that_cannot_be_reached_says_so()
    {
        InferenceScheduler scheduler = ByHand(new FakeScores(4));
        ScoreBarWriter writer = Writer(scheduler);
        Task<PartAnswer> asked = writer.WriteAsync(new Tune().Request(), Stop);
        scheduler.Dispose();

        Assert.Equal(SequenceEnd.Unavailable, (await asked).End);
    }

    private static async Task<List<string>> PlayAsync(int slots, int sessions)
    {
        using InferenceScheduler scheduler = Models.Serve(slots);
        ScoreBarWriter writer = new(Models.Preview, scheduler, new RuleComposer(), new ScoreWriterOptions(), TimeProvider.System);
        string[] all = await Task.WhenAll(Enumerable.Range(0, sessions).Select(number => Task.Run(async () =>
        {
            Tune tune = new() { Seed = 100 + (ulong)number, Asked = [Part.Bass, Part.Lead, Part.Counter] };
            List<string> notes = [];
            for (int bar = 0; bar < 5; bar++)
            {
                notes.Add(Text(await tune.PlayAsync(writer, Stop)));
            }

            return string.Join('\n', notes);
        })));
        return [.. all];
    }

    private static string Text(PartAnswer answer)
    {
        Assert.Equal(SequenceEnd.Done, answer.End);
        return string.Join(' ', answer.Parts.SelectMany(part => part.Notes));
    }

    private static async Task<PartAnswer> Finish(InferenceScheduler scheduler, Task<PartAnswer> asked)
    {
        while (!asked.IsCompleted)
        {
            scheduler.Step(0);
            if (scheduler.Counters.DevicesLost > 0)
            {
                scheduler.Step(1);
            }

            await Task.Yield();
        }

        return await asked;
    }

    private InferenceScheduler ByHand(FakeScores model) => new([model], new SchedulerOptions { Threads = false }, time);

    private ScoreBarWriter Writer(InferenceScheduler scheduler) => new(Models.Preview, scheduler, new RuleComposer(), new ScoreWriterOptions(), time);
}
