using System.Net.WebSockets;
using SessionService.Api.Auth;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Sockets;

/// <summary>
/// One open socket. Five tasks share it: one receives frames, one hands commands over, one sends answers, one sends
/// audio and notices, one watches the clock. Whoever finds a reason to end sets it, once; then the rest winds up in
/// order: received commands are applied, their answers sent, the client told why, and the handshake awaited.
/// </summary>
internal sealed partial class SocketConnection(
    WebSocket socket, IListener listener, Caller caller, SocketReceiver receiver, SocketSender sender, SocketReplies replies,
    CommandInbox inbox, ClientFrames frames, OwnCommands own, ApiKeyVerifier keys, SocketClock clock, ILogger logger)
{
    private readonly TaskCompletionSource<SocketEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs the socket until it is closed.</summary>
    /// <param name="welcome">The first frame.</param>
    /// <param name="stopping">Fires when the service goes down.</param>
    public async Task<SocketEnd> RunAsync(byte[] welcome, CancellationToken stopping)
    {
        using CancellationTokenSource ending = new();
        Task receive = Guard(ReceiveAsync);
        Task submit = Guard(inbox.RunAsync);
        Task watch = Guard(() => WatchAsync(stopping, ending.Token));
        Task answer = Task.CompletedTask;
        Task play = Guard(async () =>
        {
            try
            {
                await sender.SendAsync(welcome, CancellationToken.None);
            }
            catch
            {
                // Nobody will send the answers, so nobody may wait for room among them.
                replies.Complete();
                throw;
            }

            answer = Guard(replies.RunAsync);
            await PlayAsync(ending.Token);
        });

        SocketEnd end = await _end.Task;
        await ending.CancelAsync();
        if (end.Code is null)
        {
            socket.Abort();
        }

        using CancellationTokenSource patience = new(clock.CloseTimeout, clock.Time);
        await using CancellationTokenRegistration abort = patience.Token.Register(socket.Abort);

        inbox.Complete();
        await submit;
        replies.Complete();
        await play;
        await answer;
        if (end.Code is { } code)
        {
            await Guard(() => SayGoodbyeAsync(end, code));
        }

        await receive;
        await watch;
        return end;
    }

    private async Task SayGoodbyeAsync(SocketEnd end, WebSocketCloseStatus code)
    {
        if (end.Closing is not null && socket.State == WebSocketState.Open)
        {
            await sender.SendAsync(Frames.Closing(end.Closing), CancellationToken.None);
        }

        await sender.CloseAsync(code, end.Description);
    }

    private async Task ReceiveAsync()
    {
        while (!_end.Task.IsCompleted)
        {
            Received received = await receiver.ReceiveAsync();
            SocketEnd? end = received.Kind switch
            {
                ReceivedKind.Text => _end.Task.IsCompleted ? null : await frames.TakeAsync(received.Text),
                ReceivedKind.Binary => SocketEnd.Binary,
                ReceivedKind.TooLarge => SocketEnd.TooLarge,
                _ => SocketEnd.Left,
            };
            if (end is not null)
            {
                _end.TrySetResult(end);
            }
        }

        // The handshake needs somebody to receive the client's half, whatever else it still sends.
        await receiver.DrainAsync();
    }

    private async Task PlayAsync(CancellationToken ending)
    {
        while (await listener.ReadAsync(ending) is { } item)
        {
            switch (item)
            {
                case AudioItem audio:
                    await sender.SendAsync(audio.Segment, ending);
                    break;
                case EndNotice notice:
                    _end.TrySetResult(SocketEnd.OfNotice(notice.Reason));
                    return;
                case CueNotice cue when own.Contains(cue.Acknowledgement.Id):
                    break;
                default:
                    await sender.SendAsync(Frames.OfNotice(item), ending);
                    break;
            }
        }

        _end.TrySetResult(SocketEnd.Fault);
    }

    private async Task WatchAsync(CancellationToken stopping, CancellationToken ending)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stopping, ending);
        using PeriodicTimer tick = new(SocketClock.Tick, clock.Time);
        StallWatch stalled = new(sender, clock.SendTimeout);
        try
        {
            while (await tick.WaitForNextTickAsync(either.Token))
            {
                if (stalled.Look())
                {
                    _end.TrySetResult(SocketEnd.Vanished);
                }
                else if (clock.IsOver(caller.ExpiresAt))
                {
                    _end.TrySetResult(SocketEnd.TokenExpired);
                }
                else if (caller.KeyId is { } key && !await keys.StillWorksAsync(key, either.Token))
                {
                    _end.TrySetResult(SocketEnd.KeyRevoked);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host ends its listeners after the last audio it rendered; the client shall get all of that.
            try
            {
                await Task.Delay(clock.DrainTimeout, ending);
            }
            finally
            {
                _end.TrySetResult(SocketEnd.Shutdown);
            }
        }
    }

    // A task that fails ends the socket; the others wind up as for any other end.
    private async Task Guard(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            _end.TrySetResult(SocketEnd.Vanished);
        }
        catch (OperationCanceledException)
        {
            // Its socket was aborted, or the wait it was in is over; the reason is set by whoever did that.
            _end.TrySetResult(SocketEnd.Vanished);
        }
#pragma warning disable CA1031 // Whatever a host or store throws must end this one socket and nothing else.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(logger, e, caller.Tenant.Value);
            _end.TrySetResult(SocketEnd.Fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A socket of tenant {Tenant} failed")]
    private static partial void LogFailed(ILogger logger, Exception error, string tenant);
}
