using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Storage.Memory;

namespace SessionService.Sessions.Tests.Local;

/// <summary>A session that is put away while it is heard.</summary>
public sealed class ParkingTests
{
    private static readonly SessionKey Key = new(new TenantId("parker"), "a");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_for_the_disk_is_heard_before_the_session_goes()
    {
        var log = new HeldLog(new MemoryEventLog());
        var stores = new HostStores(log, new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore());
        await using var host = new LocalSessionHost(stores, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 2 });
        Assert.Null((await host.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, TestMaps.Small, 3), Cancellation)).Refusal);
        IListener listener = (await host.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation)).Value!;
        var heard = new Recording();
        await heard.ReadAsync(listener, 24_000, Cancellation);

        log.Hold();
        Task submitted = host.SubmitAsync(Key, [new UiEventCommand("e1", "coin")], Cancellation);
        long decided = await SampleAsync(host);
        while (await SampleAsync(host) < decided + 4_800)
        {
            await Task.Yield();
        }

        Task released = host.ReleaseAsync(Key, "shutdown");
        log.LetGo();
        await Task.WhenAll(submitted, released);
        await heard.ReadAsync(listener, long.MaxValue / 2, Cancellation);
        LogEntry[] entries = await log.ReadAsync(Key, 0, Cancellation).ToArrayAsync(Cancellation);
        Assert.Equal(["created", "command", "parked"], entries.Select(entry => entry.Kind));
        Assert.Equal(entries[^1].AtSample - Sessions.Engine.SessionEngine.LookAhead, heard.EndSample);
    }

    private static async Task<long> SampleAsync(LocalSessionHost host) => (await host.StateAsync(Key, Cancellation)).Value!.Sample;
}
