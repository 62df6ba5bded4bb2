using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>A Redis that is killed, or that is slow to answer.</summary>
public sealed class RedisCrashTests : CrashKit, IDisposable
{
    private readonly RedisServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_slow_to_answer_is_asked_again_and_does_it_once()
    {
        await using RedisStores stores = await RedisStores.OpenAsync(
            _server.Options with { UnavailableAfter = Patient, CommandTimeout = TimeSpan.FromMilliseconds(300) });
        List<LogEntry> entries = Make.Entries(3);
        await stores.Log.AppendAsync(Make.Session("s"), entries[..1]);
        await using RedisStores impatient = await RedisStores.OpenAsync(
            _server.Options with { UnavailableAfter = TimeSpan.FromSeconds(1), CommandTimeout = TimeSpan.FromMilliseconds(300) });
        _server.Freeze();
        Task second = stores.Log.AppendAsync(Make.Session("s"), entries[1..2]);
        Task third = stores.Log.AppendAsync(Make.Session("s"), entries[2..]);

        // When this one has given up, the first journey of the others has run out of time too.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.Log.Read(Make.Session("s")));
        Assert.False(second.IsCompleted);
        _server.Thaw();
        await Task.WhenAll(second, third);
        Make.Same(entries, await stores.Log.Read(Make.Session("s")));
    }

    private protected override async Task<IStoreSet> OpenAsync(TimeSpan? unavailableAfter = null) => await RedisStores.OpenAsync(
        unavailableAfter is { } time ? _server.Options with { UnavailableAfter = time } : _server.Options);

    private protected override void Kill() => _server.Kill();

    private protected override void Start() => _server.Start();
}
