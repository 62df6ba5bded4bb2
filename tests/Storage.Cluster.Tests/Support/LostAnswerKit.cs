using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>The connection is cut before a write has reached the server, or after it was done and before its answer came.</summary>
public abstract class LostAnswerKit : IAsyncLifetime
{
    private CutProxy? _proxy;
    private IStoreSet? _stores;

    /// <summary>The server's port.</summary>
    private protected abstract int ServerPort { get; }

    /// <summary>What every write says to the server, and nothing else does.</summary>
    private protected abstract byte[] Words { get; }

    /// <summary>Opens stores of their own.</summary>
    /// <param name="port">Where the server is to be reached.</param>
    /// <param name="unavailableAfter">How long they ask again.</param>
    private protected abstract Task<IStoreSet> OpenAsync(int port, TimeSpan unavailableAfter);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CutProxy Proxy => _proxy!;

    private IStoreSet Stores => _stores!;

    public async ValueTask InitializeAsync()
    {
        _proxy = new CutProxy(ServerPort);
        _stores = await OpenAsync(_proxy.Port, TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stores is not null)
        {
            await _stores.DisposeAsync();
        }

        _proxy?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_append_is_there_once_and_is_no_failure(bool done)
    {
        List<LogEntry> entries = Make.Entries(6);
        await Stores.Log.AppendAsync(Make.Session("s"), entries[..1]);
        Cut(done);
        await Task.WhenAll(entries[1..].Select(entry => Stores.Log.AppendAsync(Make.Session("s"), [entry])));
        Assert.Equal(1, Proxy.Cuts);
        Make.Same(entries, await Stores.Log.Read(Make.Session("s")));

        // Only what is asked again is taken for what was meant: who comes later with the same is refused.
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Log.AppendAsync(Make.Session("s"), entries[5..]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_append_that_lost_against_another_writer_stays_refused(bool done)
    {
        await Stores.Log.AppendAsync(Make.Session("s"), Make.Entries(1, text: "theirs"));
        Cut(done);
        await Assert.ThrowsAsync<LogConflictException>(() => Stores.Log.AppendAsync(Make.Session("s"), Make.Entries(1, text: "mine")));
        Assert.Equal(1, Proxy.Cuts);
        Make.Same(Make.Entries(1, text: "theirs"), await Stores.Log.Read(Make.Session("s")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_project_is_saved_once(bool done)
    {
        Cut(done);
        ProjectRecord? made = await Stores.Projects.CreateAsync(Make.Project("p"), "P", "{}", "", Token);
        Assert.Equal((1, 1L), (made!.Latest, made.Revision));
        Cut(done);
        (ProjectChange change, ProjectRecord? project) = await Stores.Projects.SaveAsync(Make.Project("p"), "{}", "", 1, Token);
        Assert.Equal((ProjectChange.Done, 2, 2L), (change, project!.Latest, project.Revision));
        Cut(done);
        (change, project) = await Stores.Projects.UndoAsync(Make.Project("p"), null, Token);
        Assert.Equal((ProjectChange.Done, 1, 3L), (change, project!.Current, project.Revision));
        Cut(done);
        (change, project) = await Stores.Projects.RedoAsync(Make.Project("p"), null, Token);
        Assert.Equal((ProjectChange.Done, 2, 4L), (change, project!.Current, project.Revision));
        Cut(done);
        Assert.Equal(ProjectChange.Done, await Stores.Projects.DeleteAsync(Make.Project("p"), 4, Token));
        Assert.Equal(5, Proxy.Cuts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sessions_keys_and_accounts_are_added_once(bool done)
    {
        Cut(done);
        Assert.True(await Stores.Sessions.CreateAsync(new SessionRecord(Make.Session("s"), null, 0, 1, "{}", Make.Noon, null), Token));
        Cut(done);
        await Stores.Credentials.AddAsync(new ApiKeyRecord("k", Make.Ann, "", new byte[] { 1 }, Make.Noon, null), Token);
        Cut(done);
        await Stores.Usage.AddAsync([new UsageRecord(Make.Session("s"), Make.Noon, 1, 1, 1, 1, 1, 1)], Token);
        Cut(done);
        Assert.True(await Stores.Credentials.RevokeAsync(Make.Ann, "k", Make.Noon, Token));
        Assert.Equal(4, Proxy.Cuts);
        Assert.Equal(1, (await Stores.Usage.SumAsync(Make.Ann, null, Make.Noon, Make.Noon.AddHours(1), Token)).Commands);
    }

    private void Cut(bool done)
    {
        if (done)
        {
            Proxy.CutAfter(Words);
        }
        else
        {
            Proxy.CutBefore(Words);
        }
    }
}
