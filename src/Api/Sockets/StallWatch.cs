namespace SessionService.Api.Sockets;

/// <summary>
/// Finds out that one frame has been in sending for too long. It counts looks, not time: when a machine wakes from sleep
/// the clock has jumped, and a frame that was on its way then is no sign of a client that is gone.
/// </summary>
/// <param name="sender">What is watched.</param>
/// <param name="timeout">How long one frame may take.</param>
internal sealed class StallWatch(SocketSender sender, TimeSpan timeout)
{
    private long _frame;
    private int _looks;

    /// <summary>To be called every <see cref="SocketClock.Tick"/>.</summary>
    /// <returns>Whether the same frame has been in sending for the whole timeout.</returns>
    public bool Look()
    {
        long now = sender.Sending;
        _looks = now != 0 && now == _frame ? _looks + 1 : 0;
        _frame = now;
        return _looks * SocketClock.Tick >= timeout;
    }
}
