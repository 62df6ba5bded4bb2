using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>The lead's places and pitches while a counter-melody is written against them. One per thread.</summary>
internal sealed class CounterScratch
{
    private readonly byte[] pitches = new byte[256];

    public Strokes Lead { get; } = new();

    public Strokes Own { get; } = new();

    public Span<byte> Pitches => pitches;

    /// <summary>Takes the lead of a bar: the notes given, or the rules' own tune where there are none given.</summary>
    public void Hear(BarPlan bar, IReadOnlyList<Note>? written)
    {
        if (written is null)
        {
            LeadWriter.Trace(bar, Lead, Pitches);
            return;
        }

        Lead.Clear();
        for (int i = 0; i < written.Count && i < pitches.Length; i++)
        {
            int step = Math.Min(written[i].Tick / BarGrid.StepTicks, bar.Grid.Steps - 1);
            Lead.Add(step, 'x', sounds: true);
            pitches[i] = written[i].Pitch;
        }
    }

    /// <summary>Whether a pitch stands in no perfect interval with any note of the lead that may sound at a step.</summary>
    public bool Allows(int pitch, int step)
    {
        for (int i = Last(step); i >= 0; i = Earlier(i))
        {
            if (PitchClass.Of(Math.Abs(pitch - pitches[i])) is 0 or Interval.Fifth)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How it rubs against the lead at a step.</summary>
    public double Clash(int pitch, int step)
    {
        double worst = 0;
        for (int i = Last(step); i >= 0; i = Earlier(i))
        {
            int distance = Math.Abs(pitch - pitches[i]);
            double cost = PitchClass.Of(distance) is 1 or 11 ? 12 : distance <= 2 ? 8 : pitch > pitches[i] ? 3 : 0;
            worst = Math.Max(worst, cost);
        }

        return worst;
    }

    private int Last(int step)
    {
        int last = -1;
        for (int i = 0; i < Lead.Count && Lead[i].Step <= step; i++)
        {
            last = i;
        }

        return last;
    }

    // The next note back that sounds at a density where the later ones do not.
    private int Earlier(int index)
    {
        double threshold = Lead[index].Threshold;
        do
        {
            index--;
        }
        while (index >= 0 && Lead[index].Threshold >= threshold);
        return index;
    }
}
