using SessionService.Music.Time;

namespace SessionService.Sessions.Local;

/// <summary>
/// How far ahead of the live edge a session renders. The lead begins at its low mark, so that commands are heard soon;
/// a slice that came close to its deadline raises it, and calm lets it fall again. Pure: told lead by lead. Not
/// thread-safe.
/// </summary>
internal sealed class LeadPolicy
{
    /// <summary>Least lead: 120 ms.</summary>
    public const int LowMark = MusicalTime.SampleRate * 120 / 1000;

    /// <summary>Greatest lead: 400 ms.</summary>
    public const int HighMark = MusicalTime.SampleRate * 400 / 1000;

    /// <summary>Lead at which a session stands still for another host to go on: 1 s.</summary>
    public const int PartingMark = MusicalTime.SampleRate;

    /// <summary>A slice ready with less than this left was close: 60 ms.</summary>
    public const int Close = MusicalTime.SampleRate * 60 / 1000;

    private const int Raise = MusicalTime.SampleRate * 40 / 1000;

    // 20 ms of lead are given back for each second of calm: from the high mark to the low one in a quarter of a minute.
    private const int FallPerSecond = MusicalTime.SampleRate * 20 / 1000;
    private int calm;
    private bool filling = true;

    /// <summary>Whether the lead is still being built up.</summary>
    public bool Filling => filling;

    /// <summary>The lead to keep, in samples.</summary>
    public int Target { get; private set; } = LowMark;

    /// <summary>Playing begins, or begins anew: the lead has to be built up, and until it is, short is not close.</summary>
    public void Fill() => filling = true;

    /// <summary>Keeps the greatest lead for now: something is about to take time.</summary>
    public void RaiseFully()
    {
        Target = HighMark;
        calm = 0;
    }

    /// <summary>
    /// Keeps the parting lead: the session is about to stand still, and what listeners have by then is all they have until another host goes on.
    /// </summary>
    public void Part()
    {
        Target = PartingMark;
        calm = 0;
    }

    /// <summary>The session does not part after all: at most the greatest lead again.</summary>
    public void Stay() => Target = Math.Min(HighMark, Target);

    /// <summary>Takes note of the lead that was left just before a slice was finished.</summary>
    /// <param name="left">Samples between the live edge and the head; negative where the deadline was missed.</param>
    /// <param name="slice">Samples of the slice.</param>
    public void Observe(long left, int slice)
    {
        if (filling)
        {
            filling = left + slice < Target;
            return;
        }

        if (left < Close)
        {
            Target = Math.Max(Target, Math.Min(HighMark, Target + Raise));
            calm = 0;
            return;
        }

        calm += slice;
        if (calm >= MusicalTime.SampleRate)
        {
            calm -= MusicalTime.SampleRate;
            Target = Math.Max(LowMark, Target - FallPerSecond);
        }
    }
}
