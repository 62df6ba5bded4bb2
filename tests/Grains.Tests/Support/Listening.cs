using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Tests.Support;

/// <summary>Listeners as tests want them.</summary>
internal static class Listening
{
    public static async Task<IListener> StartAsync(
        ISessionHost host, SessionKey key, long? from = null, StreamSelection streams = StreamSelection.Mix)
    {
        Outcome<IListener> outcome = await host.ListenAsync(
            key, new ListenRequest(AudioFormat.Pcm, streams, from), TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }
}
