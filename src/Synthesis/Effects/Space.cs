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

    /// <summary>Makes the stem of the shared effects.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="sends">What the layers send; the reverb's part is used up.</param>
    /// <param name="stem">Receives interleaved stereo.</param>
    public void Process(long sample, in Sends sends, Span<float> stem)
    {
        Mixdown.Clear(stem);
        foreach (Place place in places)
        {
            place.Process(sample, sends.Reverb, sends.ReverbSilent, stem);
        }

        echo.Process(sends.Echo, sends.EchoSilent, stem);
        chorus.Process(sample, sends.Chorus, sends.ChorusSilent, stem);
    }

    private static int EchoSamples(double beats, double bpm)
    {
        double samples = beats * 60 / Math.Max(bpm, 1) * MusicalTime.SampleRate;
        while (samples > StereoEcho.Longest)
        {
            samples /= 2;
        }

        return (int)Math.Max(1, Math.Round(samples));
    }
}

/// <summary>What the layers send to the shared effects in one chunk.</summary>
internal readonly ref struct Sends
{
    /// <summary>To the reverb, mono.</summary>
    public Span<float> Reverb { get; init; }

    /// <summary>To the echo, interleaved stereo.</summary>
    public ReadOnlySpan<float> Echo { get; init; }

    /// <summary>To the ensemble, mono.</summary>
    public ReadOnlySpan<float> Chorus { get; init; }

    /// <summary>Whether nothing is sent to the reverb.</summary>
    public bool ReverbSilent { get; init; }

    /// <summary>Whether nothing is sent to the echo.</summary>
    public bool EchoSilent { get; init; }

    /// <summary>Whether nothing is sent to the ensemble.</summary>
    public bool ChorusSilent { get; init; }
}
