using SessionService.Music.Performance;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>How a note is played, beside how loud: what the player's hand, breath or bow does differently.</summary>
/// <param name="Force">Added to the velocity where it makes the sound brighter or darker, not where it makes it louder.</param>
/// <param name="Attack">Factor on the time of the attack.</param>
/// <param name="Release">Factor on the time of the release.</param>
internal readonly record struct Touch(float Force, float Attack, float Release)
{
    /// <summary>As the instrument is.</summary>
    public static Touch Plain => new(0, 1, 1);

    /// <summary>Bound to the note before: no new stroke of the tongue or bow, so a softer and darker beginning.</summary>
    public static Touch Bound => new(-0.14f, 1.4f, 1);

    /// <summary>Short: a firmer beginning, and damped at its end.</summary>
    public static Touch Short => new(0.06f, 1, 0.6f);

    /// <summary>Stressed: harder and brighter than its loudness alone would be.</summary>
    public static Touch Stressed => new(0.1f, 0.75f, 1);
}

/// <summary>
/// Reads from a layer's notes how each is played. Notes within 30 ms are one stroke, as a chord is. Only the stroke before
/// counts, so what came long ago changes nothing.
/// </summary>
internal sealed class TouchReader
{
    // 30 ms; 25 ms; 125 ms.
    private const int Together = 1_440, Gap = 1_200, Shortest = 6_000;

    // Of 127.
    private const int Stress = 14;

    private (long Onset, long End, int Velocity) before = (long.MinValue / 2, long.MinValue / 2, 127), now = (long.MinValue / 2, long.MinValue / 2, 127);

    /// <summary>How a note is played; to be asked of every note of the layer in turn.</summary>
    /// <param name="note">The note.</param>
    /// <param name="kind">What its instrument is for.</param>
    public Touch Read(in Directive note, InstrumentKind kind)
    {
        long end = note.Sample + note.Length;
        if (note.Sample - now.Onset > Together)
        {
            (before, now) = (now, (note.Sample, end, note.Velocity));
        }
        else
        {
            now = (now.Onset, Math.Max(now.End, end), Math.Max(now.Velocity, note.Velocity));
        }

        if (kind is InstrumentKind.Kit or InstrumentKind.Texture)
        {
            return Touch.Plain;
        }

        if (note.Length <= Shortest)
        {
            return Touch.Short;
        }

        if (note.Velocity - before.Velocity >= Stress)
        {
            return Touch.Stressed;
        }

        bool line = kind is InstrumentKind.Bass or InstrumentKind.Melody;
        return line && note.Sample - before.End <= Gap ? Touch.Bound : Touch.Plain;
    }
}
