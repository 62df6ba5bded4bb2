using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class EventLogContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private IEventLog Log => Stores.Log;

    [Fact]
    public async Task What_is_appended_is_read_back_whole_and_in_order()
    {
        List<LogEntry> entries = Make.Entries(1300, text: "é\u0000\"");
        await Log.AppendAsync(Make.Session("s"), entries[..3]);
        await Log.AppendAsync(Make.Session("s"), entries[3..]);
        Make.Same(entries, await Log.Read(Make.Session("s")));
        Make.Same(entries[600..], await Log.Read(Make.Session("s"), 600));
        Assert.Empty(await Log.Read(Make.Session("s"), 1300));
        Assert.Null(await LogChain.VerifyAsync(Log.ReadAsync(Make.Session("s")), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_without_a_log_reads_as_nothing()
    {
        Assert.Empty(await Log.Read(Make.Session("none")));
        Assert.Equal(0, await Log.ReservedAsync(Make.Session("none"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tenants_with_the_same_session_id_have_logs_of_their_own()
    {
        List<LogEntry> ann = Make.Entries(3, text: "ann");
        List<LogEntry> bob = Make.Entries(2, text: "bob");
        await Log.AppendAsync(Make.Session("s"), ann);
        await Log.AppendAsync(Make.Session("s", Make.Bob), bob);
        await Log.ReserveAsync(Make.Session("s"), 48_000);
        Make.Same(ann, await Log.Read(Make.Session("s")));
        Make.Same(bob, await Log.Read(Make.Session("s", Make.Bob)));
        Assert.Equal(0, await Log.ReservedAsync(Make.Session("s", Make.Bob), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_entry_that_does_not_follow_the_end_is_a_conflict_and_changes_nothing()
    {
        List<LogEntry> entries = Make.Entries(4);
        await Log.AppendAsync(Make.Session("s"), entries[..2]);
        await Assert.ThrowsAsync<LogConflictException>(() => Log.AppendAsync(Make.Session("s"), entries[..1]));
        await Assert.ThrowsAsync<LogConflictException>(() => Log.AppendAsync(Make.Session("s"), entries[3..]));
        await Assert.ThrowsAsync<LogConflictException>(() => Log.AppendAsync(Make.Session("new"), entries[1..2]));

        // The right number after another history.
        List<LogEntry> other = Make.Entries(3, text: "other");
        await Assert.ThrowsAsync<LogConflictException>(() => Log.AppendAsync(Make.Session("s"), other[2..]));
        await Log.AppendAsync(Make.Session("s"), entries[2..]);
        Make.Same(entries, await Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task Entries_that_are_not_chained_are_refused()
    {
        List<LogEntry> entries = Make.Entries(3);
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Make.Session("s"), []));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Make.Session("s"), [entries[0], entries[2]]));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Make.Session("s"), [entries[0] with { AtSample = 1 }]));
        Assert.Empty(await Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task Of_two_writers_of_one_session_one_wins()
    {
        List<LogEntry> mine = Make.Entries(1, text: "mine");
        List<LogEntry> theirs = Make.Entries(1, text: "theirs");
        Task[] both = [Log.AppendAsync(Make.Session("s"), mine), Log.AppendAsync(Make.Session("s"), theirs)];
        await Assert.ThrowsAsync<LogConflictException>(() => Task.WhenAll(both));
        Assert.Equal(1, both.Count(task => task.IsFaulted));
        Assert.Single(await Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task A_thousand_parallel_appends_over_fifty_sessions_keep_their_order()
    {
        SessionKey[] sessions = [.. Enumerable.Range(0, 50).Select(n => Make.Session(n.ToString(CultureInfo.InvariantCulture)))];
        var writers = sessions.Select(session => Task.Run(() =>
        {
            // Twenty under way at once, none awaited before the next.
            List<LogEntry> entries = Make.Entries(20, text: session.Id);
            return Task.WhenAll(entries.Select(entry => Log.AppendAsync(session, [entry])));
        }));
        await Task.WhenAll(writers);
        foreach (SessionKey session in sessions)
        {
            Make.Same(Make.Entries(20, text: session.Id), await Log.Read(session));
        }
    }

    [Fact]
    public async Task A_reservation_never_moves_back()
    {
        foreach (long sample in new[] { 96_000L, 48_000, 144_000, 0 })
        {
            await Log.ReserveAsync(Make.Session("s"), sample);
        }

        Assert.Equal(144_000, await Log.ReservedAsync(Make.Session("s"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reader_that_stops_waiting_stops()
    {
        await Log.AppendAsync(Make.Session("s"), Make.Entries(3));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (LogEntry _ in Log.ReadAsync(Make.Session("s"), 0, stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }
}
