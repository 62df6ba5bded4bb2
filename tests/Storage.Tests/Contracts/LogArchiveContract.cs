using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class LogArchiveContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Closed_sessions_are_listed_until_their_logs_are_moved()
    {
        await Create("open", Make.Ann, null);
        await Create("old", Make.Ann, Make.Noon);
        await Create("older", Make.Bob, Make.Noon.AddHours(-1));
        await Create("young", Make.Ann, Make.Noon.AddHours(2));
        SessionKey old = Make.Session("old");
        SessionKey older = Make.Session("older", Make.Bob);
        Assert.Equal([old, older], Sorted(await Stores.Archive.ClosedAsync(Make.Noon.AddHours(1), 10, Token)));
        Assert.Equal([older], await Stores.Archive.ClosedAsync(Make.Noon, 10, Token));
        Assert.Single(await Stores.Archive.ClosedAsync(Make.Noon.AddHours(9), 1, Token));
        await Stores.Archive.MoveAsync(old, Archived(Make.Entries(3)), Token);
        Assert.Equal([older], await Stores.Archive.ClosedAsync(Make.Noon.AddHours(1), 10, Token));
    }

    [Fact]
    public async Task A_log_that_is_moved_leaves_its_place_and_nothing_follows_on_it()
    {
        await Create("s", Make.Ann, Make.Noon);
        List<LogEntry> entries = Make.Entries(4);
        ArchivedLog archived = Archived(entries[..3]);
        Assert.Null(await Stores.Archive.FindAsync(Make.Session("s"), Token));
        await Stores.Archive.MoveAsync(Make.Session("s"), archived, Token);
        ArchivedLog found = (await Stores.Archive.FindAsync(Make.Session("s"), Token))!;
        Assert.Equal(archived.LastHash.ToArray(), found.LastHash.ToArray());
        Assert.Equal(archived, found with { LastHash = archived.LastHash });
        Assert.Empty(await Stores.Log.Read(Make.Session("s")));
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Log.AppendAsync(Make.Session("s"), entries[..1]));
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Log.AppendAsync(Make.Session("s"), entries[3..]));
        Assert.Null(await Stores.Archive.FindAsync(Make.Session("s", Make.Bob), Token));
    }

    [Fact]
    public async Task Moving_again_to_the_same_place_is_no_fault_and_elsewhere_is()
    {
        await Create("s", Make.Ann, Make.Noon);
        ArchivedLog archived = Archived(Make.Entries(3));
        await Stores.Archive.MoveAsync(Make.Session("s"), archived, Token);
        await Stores.Archive.MoveAsync(Make.Session("s"), archived, Token);
        await Assert.ThrowsAsync<LogConflictException>(
            () => Stores.Archive.MoveAsync(Make.Session("s"), archived with { Sha256 = new string('b', 64) }, Token));
        Assert.Equal(archived.Sha256, (await Stores.Archive.FindAsync(Make.Session("s"), Token))!.Sha256);
    }

    [Fact]
    public async Task A_log_that_ends_otherwise_stays()
    {
        await Create("s", Make.Ann, Make.Noon);
        ArchivedLog shorter = Archived(Make.Entries(2));
        ArchivedLog other = Archived(Make.Entries(3, text: "other"));
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Archive.MoveAsync(Make.Session("s"), shorter, Token));
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Archive.MoveAsync(Make.Session("s"), other, Token));
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Archive.MoveAsync(Make.Session("none"), other, Token));
        Make.Same(Make.Entries(3), await Stores.Log.Read(Make.Session("s")));
        Assert.Null(await Stores.Archive.FindAsync(Make.Session("s"), Token));
    }

    private async Task Create(string id, TenantId tenant, DateTimeOffset? closed)
    {
        SessionKey session = Make.Session(id, tenant);
        await Stores.Sessions.CreateAsync(new SessionRecord(session, null, 0, 1, "{}", Make.Noon.AddHours(-2), null), Token);
        await Stores.Log.AppendAsync(session, Make.Entries(3));
        if (closed is { } at)
        {
            await Stores.Sessions.CloseAsync(session, at, Token);
        }
    }

    private static ArchivedLog Archived(List<LogEntry> entries)
    {
        return new ArchivedLog(new string('a', 64), 123, entries.Count, entries[^1].Hash);
    }

    private static IEnumerable<SessionKey> Sorted(IReadOnlyList<SessionKey> sessions)
    {
        return sessions.OrderBy(session => session.ToString(), StringComparer.Ordinal);
    }
}
