using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Tests.Support;

/// <summary>What a silo says of a session's listeners, the asker not counted.</summary>
internal static class SiloListeners
{
    public static async Task<int> CountAsync(InProcessSiloHandle silo, SessionKey key)
    {
        ISessionHost own = silo.ServiceProvider.GetRequiredService<LocalSessionHost>();
        await using IListener listener = await Listening.StartAsync(own, key);
        while (true)
        {
            ListenerItem? item = await listener.ReadAsync(TestContext.Current.CancellationToken);
            if (item is StatsNotice stats)
            {
                return stats.Listeners - 1;
            }
        }
    }
}
