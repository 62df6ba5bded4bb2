using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Bowed strings: two stretches of string, from the bow to the bridge and to the nut, that meet under the bow, where
/// friction falls as the string slips (McIntyre, Schumacher and Woodhouse, 1983; friction curve after Smith, "Physical
/// Audio Signal Processing", 2010). The string's losses are a symmetric three-point average at the bridge.
/// </summary>
internal sealed class BowBank(VoiceTable table) : Bank(table)
{
    private const int Length = 2048;
    private const float NoiseScale = 1f / 2147483648f;

    private readonly float[] bridges = new float[Length * Lanes.Width];
    private readonly float[] necks = new float[Length * Lanes.Width];
    private Vector256<float> damping, period, keep, side, centre, last1, last2, bow, press, hair, bowed, grip;
    private Vector256<int> near, noise;
    private LaneRamp reach, speed;
    private int head;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = Curve.Hertz(note.Pitch) * patch.Ratio * Math.Pow(2, patch.Cents / 1200);
        double samples = Math.Clamp(MusicalTime.SampleRate / hertz, 16, Length - 32);
        int bridge = Math.Clamp((int)Math.Round(samples * patch.BowPoint), 2, (int)samples - 6);
        Lanes.Set(ref period, lane, (float)samples);
        Lanes.Set(ref near, lane, bridge);
        Lanes.Set(ref keep, lane, (float)Math.Pow(10, -3 / (hertz * patch.StringSeconds)));
        Lanes.Set(ref damping, lane, (float)(patch.StringDamping * (1.7 - (1.3 * note.Force))));
        Lanes.Set(ref bow, lane, (float)(0.06 + (0.14 * note.Force)));
        Lanes.Set(ref press, lane, (float)(4.6 - (2.2 * note.Force)));
        Lanes.Set(ref hair, lane, (float)(patch.Noise * NoiseScale));
        Lanes.Set(ref bowed, lane, (float)(0.01 + (0.02 * note.Force)));
        Lanes.Set(ref grip, lane, (float)Curve.Rate(patch.Amp.AttackMs * 2, LaneRamp.Grid));
        Lanes.Set(ref noise, lane, (int)(note.Seed | 1u));
        Clear(lane);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        Lanes.Set(ref keep, lane, 0);
        Lanes.Set(ref bow, lane, 0);
        Lanes.Set(ref hair, lane, 0);
        Lanes.Set(ref speed.Value, lane, 0);
        Lanes.Set(ref speed.Step, lane, 0);
        Clear(lane);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> dull = Vector256.Min(damping * Vector256.Create(1.4f - (0.8f * frame.Brightness)), Vector256.Create(0.9f));
        Vector256<float> aside = dull * Vector256.Create(0.25f);
        side = Vector256.ConditionalSelect(mask, keep * aside, side);
        centre = Vector256.ConditionalSelect(mask, keep * (Vector256<float>.One - aside - aside), centre);

        // What the loop takes besides: one sample in the average.
        Vector256<float> distance = (period / pitch) - Vector256<float>.One - Vector256.ConvertToSingle(near);
        reach.Move(Vector256.Min(Vector256.Max(distance, Vector256.Create(2f)), Vector256.Create(Length - 4f)), mask, jump);
        bowed = jump ? bowed : Lanes.Fma(grip, bow - bowed, bowed);
        speed.Move(bowed, mask, jump);
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        Vector256<float> level = Level, back = reach.Value, pull = speed.Value;
        Vector256<float> d1 = last1, d2 = last2, before = default, one = Vector256<float>.One, tiny = Vector256.Create(1e-18f);
        Vector256<int> lane = Vector256<int>.Indices, last = Vector256.Create(-1), wrap = Vector256.Create(Length - 1), n = noise;
        ref float to = ref MemoryMarshal.GetReference(rows);
        ref float bridge = ref MemoryMarshal.GetArrayDataReference(bridges);
        ref float neck = ref MemoryMarshal.GetArrayDataReference(necks);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<int> whole = Vector256.ConvertToInt32Native(back), here = Vector256.Create(head), place = here - whole;
            Vector256<float> fromNut = Gathers.Read(ref neck, ((place & wrap) << 3) + lane);
            Vector256<float> older = whole == last
                ? before
                : Gathers.Read(ref neck, (((place - Vector256<int>.One) & wrap) << 3) + lane);
            (before, last) = (fromNut, whole);
            Vector256<float> nut = -Lanes.Fma(back - Vector256.ConvertToSingle(whole), older - fromNut, fromNut);
            Vector256<float> d0 = Gathers.Read(ref bridge, (((here - near) & wrap) << 3) + lane);
            Vector256<float> end0 = -Lanes.Fma(side, d0 + d2, centre * d1);
            (d2, d1) = (d1, d0);
            n = Lanes.NextNoise(n);
            Vector256<float> slip = Lanes.Fma(Vector256.ConvertToSingle(n) * hair, pull, pull) - (end0 + nut);
            Vector256<float> f = Lanes.Fma(Vector256.Abs(slip), press, Vector256.Create(0.75f));
            f *= f;
            Vector256<float> pushed = slip * Vector256.Min(one / (f * f), one);
            (end0 + pushed + tiny - tiny).StoreUnsafe(ref neck, (nuint)(head * Lanes.Width));
            (nut + pushed + tiny - tiny).StoreUnsafe(ref bridge, (nuint)(head * Lanes.Width));
            head = (head + 1) & (Length - 1);
            back += reach.Step;
            pull += speed.Step;
            level = Lanes.Fma(Rate, Aim - level, level);
            ((nut + pushed) * level).StoreUnsafe(ref to, at);
        }

        (Level, reach.Value, speed.Value) = (level, back, pull);
        (last1, last2, noise) = (d1, d2, n);
    }

    private void Clear(int lane)
    {
        for (int i = lane; i < bridges.Length; i += Lanes.Width)
        {
            (bridges[i], necks[i]) = (0, 0);
        }

        Lanes.Set(ref last1, lane, 0);
        Lanes.Set(ref last2, lane, 0);
    }
}
