using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Bells, electric pianos, drums and winds: a sine whose phase another sine moves (Chowning, 1973), a pitch sweep for
/// drum skins, white noise or crackle, and a filter with all three outputs.
/// </summary>
internal sealed class ToneBank(VoiceTable table) : Bank(table)
{
    private const float Turn = 4294967296f;
    private const float NoiseScale = 1f / 2147483648f;

    // Modulation is scaled to 2⁻²⁴ turns and shifted up, so that an index of many turns wraps instead of overflowing.
    private const float ModulationScale = 16777216f / (2f * MathF.PI);

    private Vector256<int> carrier, modulator, modulatorStep, noise;
    private Vector256<float> baseTurns, turns, modulatorTurns, sweep, sweepKeep, tone, hiss, threshold;
    private LaneIndex index;
    private LaneFilter filter;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = patch.FixedHz > 0 ? patch.FixedHz : Curve.Hertz(note.Pitch) * patch.Ratio;
        double step = Math.Min(hertz * Math.Pow(2, patch.Cents / 1200) / MusicalTime.SampleRate, 0.45);
        double high = Math.Clamp(1.5 - (step * 12), 0, 1);
        Lanes.Set(ref baseTurns, lane, (float)step);
        Lanes.Set(ref modulatorTurns, lane, (float)Math.Min(step * patch.ModRatio, 0.45));
        Lanes.Set(ref carrier, lane, 0);
        Lanes.Set(ref modulator, lane, 0);
        Lanes.Set(ref noise, lane, (int)(note.Seed | 1u));
        Lanes.Set(ref sweep, lane, (float)(step * patch.Sweep));
        Lanes.Set(ref sweepKeep, lane, (float)(1 - Curve.Rate(patch.SweepMs)));
        Lanes.Set(ref tone, lane, (float)patch.Tone);
        Lanes.Set(ref hiss, lane, (float)patch.Noise * NoiseScale);
        Lanes.Set(ref threshold, lane, (float)((1 - patch.NoiseDensity) * 2147483648.0));
        index.Start(
            lane, patch.Index * ModulationScale * high,
            patch.IndexStrike * ModulationScale * high * note.Force * note.Force, patch.IndexMs);
        filter.Start(lane, patch.Filter, note);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        Lanes.Set(ref noise, lane, 0);
        Lanes.Set(ref hiss, lane, 0);
        Lanes.Set(ref tone, lane, 0);
        Lanes.Set(ref sweep, lane, 0);
        filter.Stop(lane);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        if (!jump)
        {
            sweep = Vector256.ConditionalSelect(
                Vector256.LessThan(Vector256.Abs(sweep), Vector256.Create(1e-12f)), Vector256<float>.Zero, sweep);
        }

        turns = Vector256.ConditionalSelect(mask, baseTurns * pitch * Vector256.Create(Turn), turns);
        Vector256<int> step = Vector256.ConvertToInt32Native(modulatorTurns * pitch * Vector256.Create(Turn));
        modulatorStep = Vector256.ConditionalSelect(mask.AsInt32(), step, modulatorStep);
        index.Retune(Vector256.Create(0.6f + (0.8f * frame.Brightness)), mask, jump);
        filter.Retune(frame, slow, mask, jump);
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        Vector256<int> c = carrier, m = modulator, n = noise;
        Vector256<float> level = Level, depth = index.Now.Value;
        Vector256<float> c1 = filter.C1.Value, c2 = filter.C2.Value, c3 = filter.C3.Value, bend = sweep;
        Vector256<float> s1 = filter.State1, s2 = filter.State2;
        bool toned = tone != Vector256<float>.Zero, noisy = hiss != Vector256<float>.Zero, filtered = filter.InUse;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<float> x = default;
            if (toned)
            {
                x = Lanes.Sin(c + (Vector256.ConvertToInt32Native(Lanes.Sin(m) * depth) << 8)) * tone;
                c += Vector256.ConvertToInt32Native(Lanes.Fma(bend, Vector256.Create(Turn), turns));
                m += modulatorStep;
                bend *= sweepKeep;
                depth += index.Now.Step;
            }

            if (noisy)
            {
                n = Lanes.NextNoise(n);
                Vector256<float> raw = Vector256.ConvertToSingle(n);
                x = Lanes.Fma(raw & Vector256.GreaterThanOrEqual(Vector256.Abs(raw), threshold), hiss, x);
            }

            if (filtered)
            {
                Vector256<float> u = x - s2;
                Vector256<float> next1 = Lanes.Fma(c2, u, c1 * s1), next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
                x = Lanes.Fma(filter.M0, x, Lanes.Fma(filter.M1, s1 + next1, filter.M2 * (s2 + next2)));
                (s1, s2) = (next1, next2);
                c1 += filter.C1.Step;
                c2 += filter.C2.Step;
                c3 += filter.C3.Step;
            }

            level = Lanes.Fma(Rate, Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (carrier, modulator, noise, sweep, index.Now.Value) = (c, m, n, bend, depth);
        Level = level;
        (filter.C1.Value, filter.C2.Value, filter.C3.Value) = (c1, c2, c3);
        (filter.State1, filter.State2) = (s1, s2);
    }
}
