using Microsoft.Extensions.Time.Testing;
using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Serving;

/// <summary>Sequences join, run together, and leave.</summary>
public sealed class SchedulerTests
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_sequence_gets_the_same_notes_alone_and_in_a_full_batch()
    {
        List<int> alone = (await RunAsync(new HashModel(8, 1, 4, 8), 1))[0].Written;

        List<Melody> together = await RunAsync(new HashModel(8, 1, 4, 8), 20);

        Assert.Equal(alone, together[0].Written);
        Assert.Equal(20, together.Select(one => string.Join(' ', one.Written)).Distinct().Count());
    }

    [Fact]
    public async Task One_that_comes_later_joins_between_two_steps()
    {
        HashModel model = new(8, 1, 2, 8);
        using InferenceScheduler scheduler = Make(model);
        Task<SequenceEnd> first = scheduler.RunAsync(Ask(new Melody(1, [1, 2], 10)));
        scheduler.Step(0);
        scheduler.Step(0);

        Task<SequenceEnd> second = scheduler.RunAsync(Ask(new Melody(2, [3], 3)));
        Finish(scheduler, first, second);

        Assert.Equal([SequenceEnd.Done, SequenceEnd.Done], await Task.WhenAll(first, second));
        Assert.Equal([1, 1, 2, 2, 2, 1, 1, 1, 1, 1], model.Batches);
    }

    [Fact]
    public async Task A_prompt_is_read_in_pieces_while_others_write()
    {
        HashModel model = new(8, 1, 2, 8);
        using InferenceScheduler scheduler = Make(model);
        Melody writer = new(1, [1], 8);
        Melody reader = new(2, [.. Enumerable.Range(0, 11)], 2);
        Task<SequenceEnd>[] runs = [scheduler.RunAsync(Ask(writer)), scheduler.RunAsync(Ask(reader))];

        Finish(scheduler, runs);

        // Ten tokens in pieces of four, four and two; the last token of the prompt is read in a step with the writer's third.
        Assert.Equal([1, 1, 2, 2, 1, 1, 1, 1], model.Batches);
        Assert.Equal(10, scheduler.Counters.PromptTokens);
        using InferenceScheduler alone = Make(new HashModel(8, 1));
        Melody same = new(2, [.. Enumerable.Range(0, 11)], 2);
        Finish(alone, alone.RunAsync(Ask(same)));
        Assert.Equal(same.Written, reader.Written);
    }

    [Fact]
    public void The_time_of_a_step_is_shared_by_those_who_took_part()
    {
        HashModel model = new(8, 1, 2, 8) { IsAccelerator = true, Works = () => time.Advance(TimeSpan.FromMilliseconds(3)) };
        using InferenceScheduler scheduler = Make(model);
        ModelBill[] bills = [new(), new(), new()];
        Task<SequenceEnd>[] runs = [.. bills.Select((bill, i) => scheduler.RunAsync(Ask(new Melody((ulong)i, [1], 1 + i)) with { Bill = bill }))];

        Finish(scheduler, runs);

        Assert.Equal(
            [new ModelUse(0, 1000, 1), new ModelUse(0, 2500, 2), new ModelUse(0, 5500, 3)], bills.Select(bill => bill.Take()));
    }

    [Fact]
    public async Task The_deadline_ends_what_is_not_done()
    {
        using InferenceScheduler scheduler = Make(new HashModel(2, 1, 2));
        Task<SequenceEnd> run = scheduler.RunAsync(Ask(new Melody(1, [1], 100)));
        scheduler.Step(0);

        time.Advance(Bar);
        scheduler.Step(0);

        Assert.Equal(SequenceEnd.Late, await run);
        Assert.Equal(1, scheduler.Counters.Of(SequenceEnd.Late));
    }

    [Fact]
    public async Task Who_gives_up_is_let_go_and_the_slot_is_free_again()
    {
        using InferenceScheduler scheduler = Make(new HashModel(1, 1));
        using CancellationTokenSource stop = new();
        Task<SequenceEnd> first = scheduler.RunAsync(Ask(new Melody(1, [1], 100)), stop.Token);
        scheduler.Step(0);

        await stop.CancelAsync();
        Task<SequenceEnd> second = scheduler.RunAsync(Ask(new Melody(2, [1], 5)));
        Finish(scheduler, first, second);

        Assert.Equal(SequenceEnd.Cancelled, await first);
        Assert.Equal(SequenceEnd.Done, await second);
    }

    [Fact]
    public async Task A_full_queue_is_told_at_once()
    {
        using InferenceScheduler scheduler = Make(new HashModel(1, 1), queue: 3, perTenant: 2);
        Task<SequenceEnd>[] taken =
        [
            scheduler.RunAsync(Ask(new Melody(1, [1], 5), "a")), scheduler.RunAsync(Ask(new Melody(2, [1], 5), "a")),
        ];

        Assert.Equal(SequenceEnd.TenantQueueFull, await scheduler.RunAsync(Ask(new Melody(3, [1], 5), "a")));
        Task<SequenceEnd> other = scheduler.RunAsync(Ask(new Melody(4, [1], 5), "b"));
        Assert.Equal(SequenceEnd.QueueFull, await scheduler.RunAsync(Ask(new Melody(5, [1], 5), "c")));

        Finish(scheduler, [.. taken, other]);
        Assert.Equal(3, scheduler.Counters.Of(SequenceEnd.Done));
    }

    [Fact]
    public async Task A_lost_device_hands_its_sequences_on_and_the_notes_are_the_same()
    {
        List<int> expected = (await RunAsync(new HashModel(8, 1, 4, 8), 1))[0].Written;
        HashModel dying = new(8, 1, 4, 8) { LosesItself = step => step == 5 };
        using InferenceScheduler scheduler = Make(dying, new HashModel(8, 1, 4, 8));
        Melody melody = new(0, [1, 2, 3], 12);

        Task<SequenceEnd> run = scheduler.RunAsync(Ask(melody));
        while (!run.IsCompleted)
        {
            scheduler.Step(0);
            scheduler.Step(1);
        }

        Assert.Equal(SequenceEnd.Done, await run);
        Assert.Equal(expected, melody.Written);
        Assert.Equal(1, melody.Restarts);
        Assert.Equal((1, 1), (scheduler.Counters.DevicesLost, scheduler.Counters.Moved));
        Assert.True(scheduler.Available);
    }

    [Fact]
    public async Task Without_a_device_callers_are_told_at_once()
    {
        using InferenceScheduler scheduler = Make(new HashModel(8, 1) { LosesItself = step => step == 2 });
        Task<SequenceEnd> run = scheduler.RunAsync(Ask(new Melody(1, [1], 10)));
        Finish(scheduler, run);

        Assert.Equal(SequenceEnd.Unavailable, await run);
        Assert.Equal(SequenceEnd.Unavailable, await scheduler.RunAsync(Ask(new Melody(2, [1], 10))));
        Assert.False(scheduler.Available);
    }

    [Fact]
    public async Task Logits_that_are_no_numbers_end_the_sequence_as_invalid()
    {
        using InferenceScheduler scheduler = Make(new HashModel(8, 1) { SaysNonsense = true });
        Task<SequenceEnd> run = scheduler.RunAsync(Ask(new Melody(1, [1], 10)));
        Finish(scheduler, run);

        Assert.Equal(SequenceEnd.Invalid, await run);
    }

    [Fact]
    public async Task Nothing_is_allocated_by_a_step()
    {
        using InferenceScheduler scheduler = Make(new HashModel(8, 1, 4, 8));
        Task<SequenceEnd>[] runs = [.. Enumerable.Range(0, 4).Select(i => scheduler.RunAsync(Ask(new Rest(200))))];
        for (int i = 0; i < 20; i++)
        {
            scheduler.Step(0);
        }

        // The model of these tests keeps a list of its batches; that may grow once meanwhile.
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            scheduler.Step(0);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_048);
        Finish(scheduler, runs);
        Assert.All(await Task.WhenAll(runs), end => Assert.Equal(SequenceEnd.Done, end));
    }

    [Fact]
    public async Task Threads_of_its_own_do_the_same_and_stop_with_it()
    {
        HashModel model = new(8, 1, 4, 8);
        List<int> expected = (await RunAsync(new HashModel(8, 1, 4, 8), 1))[0].Written;
        InferenceScheduler scheduler = new([model], new SchedulerOptions(), TimeProvider.System);
        Melody[] melodies = [.. Enumerable.Range(0, 50).Select(i => new Melody((ulong)i, [1, 2, 3], 12))];

        SequenceEnd[] ends = await Task.WhenAll(melodies.Select(
            melody => Task.Run(() => scheduler.RunAsync(new SequenceRequest(melody, "a", 1, TimeSpan.FromMinutes(5))))));
        scheduler.Dispose();

        Assert.All(ends, end => Assert.Equal(SequenceEnd.Done, end));
        Assert.Equal(expected, melodies[0].Written);
        Assert.True(model.Disposed);
        Assert.Equal(SequenceEnd.Unavailable, await scheduler.RunAsync(Ask(melodies[0])));
    }

    [Fact]
    public async Task More_tokens_than_the_context_holds_are_refused()
    {
        using InferenceScheduler scheduler = Make(new HashModel(8, 1));

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => scheduler.RunAsync(Ask(new Melody(1, [1], 257))));

        Assert.Contains("the model takes 256", refused.Message, StringComparison.Ordinal);
    }

    private static SequenceRequest Ask(ISequence sequence, string tenant = "a") => new(sequence, tenant, 1, Bar);

    private static void Finish(InferenceScheduler scheduler, params Task<SequenceEnd>[] runs)
    {
        while (!runs.All(run => run.IsCompleted))
        {
            scheduler.Step(0);
        }
    }

    private async Task<List<Melody>> RunAsync(HashModel model, int count)
    {
        using InferenceScheduler scheduler = Make(model);
        List<Melody> melodies = [.. Enumerable.Range(0, count).Select(i => new Melody((ulong)i, [1, 2, 3], 12))];
        Task<SequenceEnd>[] runs = [.. melodies.Select(melody => scheduler.RunAsync(Ask(melody)))];
        Finish(scheduler, runs);
        Assert.All(await Task.WhenAll(runs), end => Assert.Equal(SequenceEnd.Done, end));
        return melodies;
    }

    private InferenceScheduler Make(params HashModel[] models) =>
        new(models, new SchedulerOptions { Threads = false }, time);

    private InferenceScheduler Make(HashModel model, int queue, int perTenant) =>
        new([model], new SchedulerOptions { Threads = false, Admission = new AdmissionRules(queue, perTenant) }, time);

    private sealed class Rest(int length) : ISequence
    {
        public int StepsLeft => length - Position;

        public int Position { get; private set; }

        public int Ahead => 0;

        public void Write(Span<long> rows) => rows[1] = Position;

        public void Advance(int tokens) => Position += tokens;

        public SequenceStep Accept(Span<float> logits) =>
            ++Position < length ? SequenceStep.Continues : SequenceStep.Done;

        public void Restart() => Position = 0;
    }
}
