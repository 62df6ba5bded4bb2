using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Harp and guitar: strings after Karplus and Strong (1983), tuned by linear interpolation and dulled by a symmetric
/// three-point average whose delay is one sample at any brightness (extensions: Jaffe and Smith, 1983). The length
/// moves with vibrato, drift and the tape.
/// </summary>
internal sealed class PluckBank(VoiceTable table) : Bank(table)
{
    private const int Length = 2048;

    private readonly float[] strings = new float[Length * Lanes.Width];
    private Vector256<float> damping, period, keep, side, centre, last1, last2;
    private LaneRamp reach;
    private int head;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = Curve.Hertz(note.Pitch) * patch.Ratio * Math.Pow(2, patch.Cents / 1200);
        double samples = Math.Clamp(MusicalTime.SampleRate / hertz, 8, Length - 32);
        Lanes.Set(ref period, lane, (float)samples);
        double seconds = patch.StringSeconds * Math.Pow(2, (60 - note.Pitch) / 36.0);
        Lanes.Set(ref keep, lane, (float)Math.Pow(10, -3 / (hertz * seconds)));
        Lanes.Set(ref damping, lane, (float)patch.StringDamping);
        Excite(lane, patch, note, (int)samples);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        for (int i = lane; i < strings.Length; i += Lanes.Width)
        {
            strings[i] = 0;
        }

        Lanes.Set(ref keep, lane, 0);
        Lanes.Set(ref side, lane, 0);
        Lanes.Set(ref centre, lane, 0);
        ClearHistory(lane);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> dull = Vector256.Min(damping * Vector256.Create(1.5f - frame.Brightness), Vector256.Create(0.9f));
        Vector256<float> aside = dull * Vector256.Create(0.25f);
        side = Vector256.ConditionalSelect(mask, keep * aside, side);
        centre = Vector256.ConditionalSelect(mask, keep * (Vector256<float>.One - aside - aside), centre);
        Vector256<float> distance = Vector256.Max((period / pitch) - Vector256<float>.One, Vector256.Create(2f));
        reach.Move(Vector256.Min(distance, Vector256.Create(Length - 4f)), mask, jump);
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        Vector256<float> level = Level, back = reach.Value;
        Vector256<float> d1 = last1, d2 = last2, before = default;
        Vector256<float> tiny = Vector256.Create(1e-18f);
        Vector256<int> lane = Vector256<int>.Indices, last = Vector256.Create(-1), wrap = Vector256.Create(Length - 1);
        ref float to = ref MemoryMarshal.GetReference(rows);
        ref float line = ref MemoryMarshal.GetArrayDataReference(strings);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<int> whole = Vector256.ConvertToInt32Native(back);
            Vector256<int> place = Vector256.Create(head) - whole;
            Vector256<float> near = Gathers.Read(ref line, ((place & wrap) << 3) + lane);

            // While no string has grown or shrunk by a whole sample, the older neighbour is what was read a sample ago.
            Vector256<float> far = whole == last
                ? before
                : Gathers.Read(ref line, (((place - Vector256<int>.One) & wrap) << 3) + lane);
            (before, last) = (near, whole);
            Vector256<float> d0 = Lanes.Fma(back - Vector256.ConvertToSingle(whole), far - near, near);
            Vector256<float> x = Lanes.Fma(side, d0 + d2, centre * d1) + tiny - tiny;
            x.StoreUnsafe(ref line, (nuint)(head * Lanes.Width));
            head = (head + 1) & (Length - 1);
            (d2, d1) = (d1, d0);
            back += reach.Step;
            level = Lanes.Fma(Rate, Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (Level, reach.Value) = (level, back);
        (last1, last2) = (d1, d2);
    }

    /// <summary>
    /// Fills one period with noise: combed where the string is plucked, darker for soft strokes, without a mean.
    /// </summary>
    private void Excite(int lane, LanePatch patch, in LaneStart note, int period)
    {
        Span<float> burst = stackalloc float[Length];
        burst = burst[..period];
        double soft = 1 - ((1 - (0.85 * patch.PluckDark)) * (0.15 + (0.6 * note.Force)));
        double low = 0, lower = 0, mean = 0;
        uint seed = note.Seed | 1u;
        for (int i = 0; i < 2 * period; i++)
        {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            low += (1 - soft) * (((int)seed / 2147483648.0) - low);
            lower += (1 - soft) * (low - lower);
            burst[i % period] = (float)lower;
        }

        Comb(burst, Math.Max(1, (int)(period * patch.PluckPoint)));
        double power = 0;
        foreach (float value in burst)
        {
            mean += value / period;
        }

        foreach (float value in burst)
        {
            power += (value - mean) * (value - mean) / period;
        }

        float norm = (float)(0.35 / Math.Sqrt(power + 1e-12));
        for (int i = 0; i < Length; i++)
        {
            float value = i < period ? (burst[period - 1 - i] - (float)mean) * norm : 0;
            strings[(((head - 1 - i) & (Length - 1)) * Lanes.Width) + lane] = value;
        }

        ClearHistory(lane);
    }

    /// <summary>Takes away what a pluck at that point cannot excite; around the period, so nothing jumps.</summary>
    private static void Comb(Span<float> burst, int at)
    {
        Span<float> copy = stackalloc float[Length];
        burst.CopyTo(copy);
        for (int i = 0; i < burst.Length; i++)
        {
            burst[i] -= 0.8f * copy[(i + at) % burst.Length];
        }
    }

    private void ClearHistory(int lane)
    {
        Lanes.Set(ref last1, lane, 0);
        Lanes.Set(ref last2, lane, 0);
    }
}
