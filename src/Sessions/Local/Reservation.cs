using SessionService.Music.Time;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <summary>
/// Keeps playing time reserved ahead of rendering. Rendering stops at the durable reservation, so that after a crash no
/// sample beyond it can have been heard.
/// </summary>
internal sealed class Reservation(IEventLog log, SessionKey key, long durable)
{
    /// <summary>Samples reserved at a time: 2 s. A crash costs at most this much of the music.</summary>
    public const int Step = 2 * MusicalTime.SampleRate;

    private long asked = durable;
    private long held = durable;

    /// <summary>End of what was asked for: the store holds no more than this.</summary>
    public long Asked => asked;

    /// <summary>End of what is durably reserved.</summary>
    public long Durable => Volatile.Read(ref held);

    /// <summary>Asks for more where less than half a step is left.</summary>
    /// <param name="head">First sample not yet rendered.</param>
    /// <param name="failed">Told where the store refuses.</param>
    public void Extend(long head, Action<Exception> failed)
    {
        if (asked - head >= Step / 2)
        {
            return;
        }

        // Such that a restored session hands out slices on their grid.
        const int Slice = Streaming.StreamEncoder.FrameSamples;
        long wanted = ((head + Step) / Slice * Slice) + Engine.SessionEngine.LookAhead;
        asked = wanted;
        _ = AskAsync(wanted, failed);
    }

    private async Task AskAsync(long wanted, Action<Exception> failed)
    {
        try
        {
            await log.ReserveAsync(key, wanted).ConfigureAwait(false);
            Volatile.Write(ref held, Math.Max(Volatile.Read(ref held), wanted));
        }
        catch (Exception fault) when (fault is StoreUnavailableException or LogConflictException)
        {
            failed(fault);
        }
    }
}
