using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <content>Two low-frequency oscillators per lane, and where they lead: pitch, level, and the engine's own.</content>
internal abstract partial class Bank
{
    private const double GridHertz = MusicalTime.SampleRate / (double)LaneRamp.Grid;

    private Vector256<float> left, right, tremoloLeft, tremoloRight;
    private Vector256<float> vibrato, vibratoIn, vibratoRate, drift, wow, tension;
    private Vector256<int> fastPhase, fastRate, slowPhase, slowRate;

    /// <summary>Where controls, vibrato, drift and wow put the engine for the next grid point.</summary>
    /// <param name="frame">The controls.</param>
    /// <param name="pitch">Factor on every frequency.</param>
    /// <param name="slow">The slow oscillator, −1..1.</param>
    /// <param name="mask">Lanes meant.</param>
    /// <param name="jump">Whether those lanes have just begun.</param>
    protected abstract void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump);

    private void Retune(in ControlFrame frame, Vector256<float> mask, bool jump)
    {
        Vector256<int> tick = Vector256.Create(frame.Tick);
        Vector256<float> fast = Lanes.Sin(fastPhase + (fastRate * tick));
        Vector256<float> slow = Lanes.Sin(slowPhase + (slowRate * tick));
        if (!jump)
        {
            vibratoIn = Lanes.Fma(vibratoRate, Vector256<float>.One - vibratoIn, vibratoIn);
        }

        Vector256<float> octaves = Lanes.Fma(vibrato * vibratoIn, fast, drift * slow);
        octaves = Lanes.Fma(wow, Vector256.Create(frame.Wow), octaves);
        octaves = Lanes.Fma(tension, Vector256.Create(frame.Tension), octaves);
        leftGain.Move(Lanes.Fma(left * tremoloLeft, fast, left), mask, jump);
        rightGain.Move(Lanes.Fma(right * tremoloRight, fast, right), mask, jump);
        RetuneEngine(frame, Lanes.Exp2(octaves), slow, mask, jump);
    }

    private void StartMotion(int lane, LanePatch patch, in LaneStart note)
    {
        MotionPatch motion = patch.Motion;
        double gain = note.Gain * Curve.Gain(patch.GainDb + (patch.VelocityDb * (note.Velocity - 0.75)));
        double pan = Math.Clamp(patch.Pan + (patch.PanPerOctave * (note.Pitch - 60) / 12.0), -1, 1);
        double angle = (pan + 1) * Math.PI / 4;
        Lanes.Set(ref left, lane, (float)(gain * Math.Cos(angle)));
        Lanes.Set(ref right, lane, (float)(gain * Math.Sin(angle)));
        Lanes.Set(ref send, lane, (float)(gain * patch.Send));
        Lanes.Set(ref tremoloLeft, lane, (float)motion.Tremolo);
        Lanes.Set(ref tremoloRight, lane, (float)(motion.TremoloPans ? -motion.Tremolo : motion.Tremolo));
        Lanes.Set(ref vibrato, lane, (float)(motion.VibratoCents / 1200));
        Lanes.Set(ref vibratoIn, lane, 0);
        Lanes.Set(ref vibratoRate, lane, (float)Curve.Rate(motion.VibratoDelayMs, LaneRamp.Grid));
        Lanes.Set(ref drift, lane, (float)(motion.DriftCents / 1200));
        Lanes.Set(ref wow, lane, (float)motion.Wow);
        Lanes.Set(ref tension, lane, (float)(motion.TensionCents / 1200));
        Lanes.Set(ref fastPhase, lane, (int)(note.Seed * 0x9E3779B1u));
        Lanes.Set(ref fastRate, lane, GridRate(motion.FastHz));
        Lanes.Set(ref slowPhase, lane, (int)(note.Seed * 0x85EBCA77u));
        Lanes.Set(ref slowRate, lane, GridRate(motion.SlowHz * (0.8 + (0.4 * (note.Seed & 255) / 255.0))));
    }

    private static int GridRate(double hertz) => (int)(hertz / GridHertz * 4294967296.0);
}
