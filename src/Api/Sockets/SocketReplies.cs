using System.Threading.Channels;
using SessionService.Music;

namespace SessionService.Api.Sockets;

/// <summary>
/// Answers on their way to one client. The queue is bounded: a client that does not read its answers has its commands
/// wait, and then its socket is not read any more.
/// </summary>
internal sealed class SocketReplies(SocketSender sender)
{
    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(Limits.SocketReplies) { SingleReader = true });

    /// <summary>Queues an answer; waits for room. After the end it is dropped: nobody is there.</summary>
    public async ValueTask AddAsync(byte[] frame)
    {
        if (_queue.Writer.TryWrite(frame))
        {
            return;
        }

        try
        {
            await _queue.Writer.WriteAsync(frame);
        }
        catch (ChannelClosedException)
        {
            // The socket has ended.
        }
    }

    /// <summary>No more answers come; those queued are still sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Sends answers in order until completed.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (byte[] frame in _queue.Reader.ReadAllAsync())
            {
                await sender.SendAsync(frame, CancellationToken.None);
            }
        }
        finally
        {
            // Whoever waits for room must not wait for a reader that is gone.
            _queue.Writer.TryComplete();
        }
    }
}
