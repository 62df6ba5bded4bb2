using SessionService.Music.Styles;
using SessionService.Music.Time;
using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>What all layers share: reverb, echo and ensemble. Moves smoothly from one style's room to another's.</summary>
internal sealed class Space
{
    /// <summary>Shortest move from one room to another: 200 ms.</summary>
    public const long ShortestMove = MusicalTime.SampleRate / 5;

    private readonly Place[] places = [.. Enum.GetValues<RoomCharacter>().Select(c => new Place(c))];
    private readonly StereoEcho echo = new();
    private readonly Chorus chorus = new();
    private Place? here;

    /// <summary>Opens in a style's room.</summary>
    /// <param name="settings">The room.</param>
    /// <param name="bpm">Quarter notes a minute.</param>
    public Space(SpaceSettings settings, double bpm) => MoveTo(settings, bpm, 0);

    /// <summary>Moves to another room.</summary>
    /// <param name="settings">The room.</param>
    /// <param name="bpm">Quarter notes a minute, for the echo.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void MoveTo(SpaceSettings settings, double bpm, long length)
    {
        Place next = places[(int)settings.Character];
        if (next != here)
        {
            here?.Leave(length);
            here = next;
        }

        next.Enter(settings, length);
        echo.HeadFor(EchoSamples(settings.DelayBeats, bpm), (float)settings.DelayFeedback, (float)settings.DelayLevel, length);
    }

    /// <summary>Moves what stands still between points of the control grid.</summary>
    /// <param name="sample">The grid point.</param>
    public void OnGrid(long sample)
    {
        foreach (Place place in places)
        {
            place.OnGrid(sample);
        }

        echo.OnGrid();
        chorus.OnGrid(sample);
    }

    /// <summary>Makes the stem of the shared effects, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="count">Samples.</param>
    /// <param name="bus">What the layers send.</param>
    /// <param name="left">Receives left.</param>
    /// <param name="right">Receives right.</param>
    public void Process(long sample, int count, Bus bus, Span<float> left, Span<float> right)
    {
        left.Clear();
        right.Clear();
        foreach (Place place in places)
        {
            place.Process(sample, count, bus.Reverb, bus.ReverbSilent, left, right);
        }

        echo.Process(sample, bus.EchoLeft[..count], bus.EchoRight[..count], bus.EchoSilent, left, right);
        chorus.Process(sample, bus.Chorus[..count], bus.ChorusSilent, left, right);
    }

    private static int EchoSamples(double beats, double bpm)
    {
        double samples = beats * 60 / Math.Max(bpm, 1) * MusicalTime.SampleRate;
        while (samples > StereoEcho.Longest)
        {
            samples /= 2;
        }

        return (int)Math.Max(StereoEcho.Shortest, Math.Round(samples));
    }
}
