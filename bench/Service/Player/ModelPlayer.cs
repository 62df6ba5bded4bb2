using System.Diagnostics;

namespace SessionService.Bench.Service.Player;

/// <summary>
/// A player without loudspeakers: takes note of when audio came in, plays it in blocks of 128 samples by the web client's
/// policy, and says when a sample was heard. Not thread-safe.
/// </summary>
internal sealed class ModelPlayer
{
    private const int SampleRate = 48_000;
    private const int Quantum = 128;

    private readonly JitterPolicy policy = new();
    private readonly int codecDelay;
    private readonly List<(long Sample, Action<long> Heard)> waiting = [];
    private double head = double.NaN;
    private long end;
    private bool sounding;
    private long now;

    /// <summary>Makes one.</summary>
    /// <param name="codecDelay">Samples by which the decoder's output is late.</param>
    public ModelPlayer(int codecDelay) => this.codecDelay = codecDelay;

    /// <summary>Times the buffer ran dry after playing had begun.</summary>
    public int Underruns { get; private set; }

    /// <summary>Audio in hand, milliseconds; 0 before there is any.</summary>
    public double LevelMs => double.IsNaN(head) ? 0 : Math.Max(0, (end - head) * 1000 / SampleRate);

    /// <summary>Audio up to <paramref name="endSample"/> came in at <paramref name="timestamp"/>.</summary>
    public void Arrived(long timestamp, long firstSample, long endSample)
    {
        AdvanceTo(timestamp);
        if (double.IsNaN(head))
        {
            head = firstSample;
            now = timestamp;
        }

        end = Math.Max(end, endSample - codecDelay);
    }

    /// <summary>Tells the timestamp at which a sample is heard; at once where it has been.</summary>
    public void WhenHeard(long sample, Action<long> heard) => waiting.Add((sample, heard));

    /// <summary>Plays up to a timestamp.</summary>
    public void AdvanceTo(long timestamp)
    {
        long step = Stopwatch.Frequency * Quantum / SampleRate;
        while (!double.IsNaN(head) && now + step <= timestamp)
        {
            Play();
            now += step;
        }
    }

    private void Play()
    {
        double levelMs = LevelMs;
        if (!sounding)
        {
            sounding = levelMs >= policy.BeginMs;
            return;
        }

        if (end - head < Quantum * 1.01)
        {
            sounding = false;
            Underruns++;
            policy.Underrun();
            return;
        }

        double dropMs = policy.Observe(levelMs, Quantum * 1000.0 / SampleRate);
        double before = head;
        head += (Quantum * policy.Rate) + (dropMs * SampleRate / 1000);
        Tell(before);
    }

    private void Tell(double before)
    {
        for (int i = waiting.Count - 1; i >= 0; i--)
        {
            if (waiting[i].Sample < head)
            {
                double ahead = Math.Max(0, waiting[i].Sample - before) / SampleRate;
                waiting[i].Heard(now + (long)(ahead * Stopwatch.Frequency));
                waiting.RemoveAt(i);
            }
        }
    }
}
