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

    /// <summary>Whether any lane is bent: an index that stays under a step of its scale moves no phase.</summary>
    private bool Bends(int count)
    {
        Vector256<float> last = Lanes.Fma(index.Now.Step, Vector256.Create((float)count), index.Now.Value);
        return Vector256.GreaterThanAny(Vector256.Max(Vector256.Abs(index.Now.Value), Vector256.Abs(last)), Vector256.Create(0.9f));
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        bool toned = tone != Vector256<float>.Zero;
        if (toned && Bends(count))
        {
            Bent(rows);
        }
        else if (toned)
        {
            Straight(rows);
        }

        if (!toned || hiss != Vector256<float>.Zero)
        {
            Hiss(rows, toned);
        }

        if (filter.InUse)
        {
            filter.Run(rows, ref Amplitude);
        }
        else
        {
            Amplitude.Run(rows);
        }
    }

    private void Bent(Span<float> rows)
    {
        Vector256<int> c = carrier, m = modulator;
        Vector256<float> depth = index.Now.Value, bend = sweep;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            (Lanes.Sin(c + (Vector256.ConvertToInt32Native(Lanes.Sin(m) * depth) << 8)) * tone).StoreUnsafe(ref to, at);
            c += Vector256.ConvertToInt32Native(Lanes.Fma(bend, Vector256.Create(Turn), turns));
            m += modulatorStep;
            bend *= sweepKeep;
            depth += index.Now.Step;
        }

        (carrier, modulator, sweep, index.Now.Value) = (c, m, bend, depth);
    }

    private void Straight(Span<float> rows)
    {
        Vector256<int> c = carrier, m = modulator;
        Vector256<float> depth = index.Now.Value, bend = sweep;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            (Lanes.Sin(c) * tone).StoreUnsafe(ref to, at);
            c += Vector256.ConvertToInt32Native(Lanes.Fma(bend, Vector256.Create(Turn), turns));
            m += modulatorStep;
            bend *= sweepKeep;
            depth += index.Now.Step;
        }

        (carrier, modulator, sweep, index.Now.Value) = (c, m, bend, depth);
    }

    private void Hiss(Span<float> rows, bool toned)
    {
        Vector256<int> n = noise;
        bool crackles = threshold != Vector256<float>.Zero;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            n = Lanes.NextNoise(n);
            Vector256<float> raw = Vector256.ConvertToSingle(n);
            raw = crackles ? raw & Vector256.GreaterThanOrEqual(Vector256.Abs(raw), threshold) : raw;
            Lanes.Fma(raw, hiss, toned ? Vector256.LoadUnsafe(ref to, at) : default).StoreUnsafe(ref to, at);
        }

        noise = n;
    }
}
