using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Strings, pads, horns and basses: two band-limited saws, detuned or half a period apart as a square, through a
/// low-pass whose corner follows stroke, controls and a slow oscillator.
/// </summary>
internal sealed class SawBank(VoiceTable table) : Bank(table)
{
    private const float Turn = 4294967296f;

    private Vector256<int> phase1, phase2, step1, step2;
    private Vector256<float> base1, base2, width1, width2, mix1, mix2;
    private LaneFilter filter;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = patch.FixedHz > 0 ? patch.FixedHz : Curve.Hertz(note.Pitch) * patch.Ratio;
        hertz *= Math.Pow(2, patch.Cents / 1200);
        double turns = Math.Min(hertz / MusicalTime.SampleRate, 0.4);
        double second = patch.Square ? turns : turns * Math.Pow(2, patch.SecondCents / 1200);
        uint phase = note.Seed * 0xC2B2AE3Du;
        Lanes.Set(ref base1, lane, (float)turns);
        Lanes.Set(ref base2, lane, (float)second);
        Lanes.Set(ref phase1, lane, (int)phase);
        Lanes.Set(ref phase2, lane, (int)(patch.Square ? phase + 0x80000000u : phase * 0x27D4EB2Fu));
        double mix = patch.Square ? -1 : patch.SecondMix;
        double norm = patch.Square ? 0.7 : 1 / Math.Sqrt(1 + (mix * mix));
        Lanes.Set(ref mix1, lane, (float)norm);
        Lanes.Set(ref mix2, lane, (float)(mix * norm));
        filter.Start(lane, patch.Filter, note);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        Lanes.Set(ref mix1, lane, 0);
        Lanes.Set(ref mix2, lane, 0);
        filter.Stop(lane);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> turns1 = Vector256.Max(base1 * pitch, Vector256.Create(1e-6f));
        Vector256<float> turns2 = Vector256.Max(base2 * pitch, Vector256.Create(1e-6f));
        Vector256<int> select = mask.AsInt32();
        step1 = Vector256.ConditionalSelect(select, Vector256.ConvertToInt32Native(turns1 * Vector256.Create(Turn)), step1);
        step2 = Vector256.ConditionalSelect(select, Vector256.ConvertToInt32Native(turns2 * Vector256.Create(Turn)), step2);
        width1 = Vector256.ConditionalSelect(mask, Vector256.Create(0.5f) / turns1, width1);
        width2 = Vector256.ConditionalSelect(mask, Vector256.Create(0.5f) / turns2, width2);
        filter.Retune(frame, slow, mask, jump);
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> sum, int count, bool add)
    {
        Vector256<int> p1 = phase1, p2 = phase2;
        Vector256<float> level = Level, fade = Fade, left = Left.Value, right = Right.Value;
        Vector256<float> c1 = filter.C1.Value, c2 = filter.C2.Value, c3 = filter.C3.Value, half = Vector256.Create(0.5f);
        Vector256<float> s1 = filter.State1, s2 = filter.State2;
        ref float to = ref MemoryMarshal.GetReference(sum);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<float> x = Lanes.Fma(Lanes.Saw(p2, width2), mix2, Lanes.Saw(p1, width1) * mix1);
            Vector256<float> u = x - s2;
            Vector256<float> next2 = Lanes.Fma(c3, u, Lanes.Fma(c2, s1, s2));
            s1 = Lanes.Fma(c2, u, c1 * s1);
            x = (s2 + next2) * half;
            s2 = next2;
            level = Lanes.Fma(Rate, Aim - level, level);
            fade = Vector256.MaxNative(fade + FadeStep, Vector256<float>.Zero);
            Vector256<float> y = x * level * fade;
            Lanes.Fma(y, left, Before(ref to, at, add)).StoreUnsafe(ref to, at);
            Lanes.Fma(y, right, Before(ref to, at + 8, add)).StoreUnsafe(ref to, at + 8);
            Lanes.Fma(y, Send, Before(ref to, at + 16, add)).StoreUnsafe(ref to, at + 16);
            p1 += step1;
            p2 += step2;
            left += Left.Step;
            right += Right.Step;
            c1 += filter.C1.Step;
            c2 += filter.C2.Step;
            c3 += filter.C3.Step;
        }

        (phase1, phase2, Level, Fade, Left.Value, Right.Value) = (p1, p2, level, fade, left, right);
        (filter.C1.Value, filter.C2.Value, filter.C3.Value) = (c1, c2, c3);
        (filter.State1, filter.State2) = (s1, s2);
    }
}
