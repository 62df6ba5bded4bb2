using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>Where a filter's corner stands in each lane, and what moves it on the control grid.</summary>
internal struct LaneCorner
{
    private Vector256<float> octaves, bright, envelopeDepth, slowDepth, envelope, envelopeRate;

    /// <summary>Sets a lane for a new note.</summary>
    public void Start(int lane, FilterPatch filter, in LaneStart note)
    {
        Lanes.Set(ref octaves, lane, (float)(Math.Log2(filter.Hz) + (filter.Key * (note.Pitch - 60) / 12.0)
            + (filter.Velocity * (note.Force - 0.6))));
        Lanes.Set(ref bright, lane, (float)filter.Brightness);
        Lanes.Set(ref envelopeDepth, lane, (float)filter.Envelope);
        Lanes.Set(ref slowDepth, lane, (float)filter.Slow);
        Lanes.Set(ref envelope, lane, 1);
        Lanes.Set(ref envelopeRate, lane, (float)Curve.Rate(filter.EnvelopeMs, LaneRamp.Grid));
    }

    /// <summary>The corner as the tangent of half its angle.</summary>
    /// <param name="frame">The controls.</param>
    /// <param name="slow">The slow oscillator.</param>
    /// <param name="jump">Whether a lane has just begun, so that no time has passed.</param>
    public Vector256<float> Next(in ControlFrame frame, Vector256<float> slow, bool jump)
    {
        if (!jump)
        {
            envelope = Vector256.Max(Lanes.Fma(envelope, -envelopeRate, envelope), Vector256.Create(1e-6f));
        }

        Vector256<float> at = Lanes.Fma(bright, Vector256.Create(frame.Brightness - 0.5f), octaves);
        at = Lanes.Fma(envelopeDepth, envelope, at);
        at = Lanes.Fma(slowDepth, slow, at);
        at = Vector256.Min(Vector256.Max(at, Vector256.Create(4.4f)), Vector256.Create(14.3f));
        return Lanes.Tan(Lanes.Exp2(at) * Vector256.Create((float)(Math.PI / MusicalTime.SampleRate)));
    }
}
