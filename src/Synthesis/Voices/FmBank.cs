using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Three operators a lane (Chowning, 1973): two modulators, side by side or one on the other, and a carrier; the second
/// modulator may feed itself, which turns its sine towards a saw. Two lanes make six operators.
/// </summary>
internal sealed class FmBank(VoiceTable table) : Bank(table)
{
    private const float Turn = 4294967296f;

    // Modulation is scaled to 2⁻²⁴ turns and shifted up, so that an index of many turns wraps instead of overflowing.
    private const float ModulationScale = 16777216f / (2f * MathF.PI);

    private Vector256<int> carrier, first, second, carrierStep, firstStep, secondStep, stacked;
    private Vector256<float> carrierTurns, firstTurns, secondTurns, tone, feedback, last1, last2;
    private LaneIndex index1, index2;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = (patch.FixedHz > 0 ? patch.FixedHz : Curve.Hertz(note.Pitch) * patch.Ratio) * Math.Pow(2, patch.Cents / 1200);
        double step = Math.Min(hertz / MusicalTime.SampleRate, 0.45);

        // Towards the top of the range sidebands would fold: modulation gives way.
        double high = Math.Clamp(1.5 - (step * 12), 0, 1) * ModulationScale;
        Lanes.Set(ref carrierTurns, lane, (float)step);
        Lanes.Set(ref firstTurns, lane, (float)Math.Min(step * patch.ModRatio, 0.45));
        Lanes.Set(ref secondTurns, lane, (float)Math.Min(step * patch.Mod2Ratio, 0.45));
        Lanes.Set(ref carrier, lane, 0);
        Lanes.Set(ref first, lane, 0);
        Lanes.Set(ref second, lane, 0);
        Lanes.Set(ref stacked, lane, patch.Stacked ? -1 : 0);
        Lanes.Set(ref tone, lane, (float)patch.Tone);
        Lanes.Set(ref feedback, lane, (float)(patch.Feedback * 0.5 * high / 16777216));
        Lanes.Set(ref last1, lane, 0);
        Lanes.Set(ref last2, lane, 0);
        index1.Start(lane, patch.Index * high, patch.IndexStrike * high * note.Force * note.Force, patch.IndexMs);
        index2.Start(lane, patch.Index2 * high, patch.Index2Strike * high * note.Force * note.Force, patch.Index2Ms);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        Lanes.Set(ref tone, lane, 0);
        Lanes.Set(ref feedback, lane, 0);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<float> scale = pitch * Vector256.Create(Turn);
        carrierStep = Vector256.ConditionalSelect(mask.AsInt32(), Vector256.ConvertToInt32Native(carrierTurns * scale), carrierStep);
        firstStep = Vector256.ConditionalSelect(mask.AsInt32(), Vector256.ConvertToInt32Native(firstTurns * scale), firstStep);
        secondStep = Vector256.ConditionalSelect(mask.AsInt32(), Vector256.ConvertToInt32Native(secondTurns * scale), secondStep);
        Vector256<float> bright = Vector256.Create(0.6f + (0.8f * frame.Brightness));
        index1.Retune(bright, mask, jump);
        index2.Retune(bright, mask, jump);
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        Vector256<int> c = carrier, m1 = first, m2 = second;
        Vector256<float> level = Level;
        Vector256<float> depth1 = index1.Now.Value, depth2 = index2.Now.Value, y1 = last1, y2 = last2;
        bool feeds = feedback != Vector256<float>.Zero;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<float> upper;
            if (feeds)
            {
                // Only here does a sample wait for the one before, so the way from one to the other is kept short.
                Vector256<float> early = Lanes.Fma(y2, feedback, Vector256.ConvertToSingle(m2) * Vector256.Create(1 / Turn));
                (y2, y1) = (y1, Lanes.SinOfTurns(Lanes.Fma(y1, feedback, early)));
                upper = y1;
            }
            else
            {
                upper = Lanes.Sin(m2);
            }

            Vector256<int> moved = Vector256.ConvertToInt32Native(upper * depth2) << 8;
            Vector256<float> lower = Lanes.Sin(m1 + (moved & stacked));
            Vector256<int> bent = (Vector256.ConvertToInt32Native(lower * depth1) << 8) + Vector256.AndNot(moved, stacked);
            Vector256<float> x = Lanes.Sin(c + bent) * tone;
            c += carrierStep;
            m1 += firstStep;
            m2 += secondStep;
            depth1 += index1.Now.Step;
            depth2 += index2.Now.Step;
            level = Lanes.Fma(Rate, Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (carrier, first, second, last1, last2) = (c, m1, m2, y1, y2);
        (index1.Now.Value, index2.Now.Value) = (depth1, depth2);
        Level = level;
    }
}
