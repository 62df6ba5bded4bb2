using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Strings, pads, organs, leads and basses: two band-limited waves per lane, detuned against each other or subtracted a
/// part of a turn apart as a pulse of moving width, through a state-variable filter or a ladder whose corner follows
/// stroke, controls and a slow oscillator.
/// </summary>
/// <param name="table">Told when a lane has ended.</param>
/// <param name="saws">Whether it plays low saws and triangles alone and makes them by polynomials, three times as fast as from tables.</param>
internal sealed class WaveBank(VoiceTable table, bool saws = false) : Bank(table)
{
    /// <summary>Frequency under which a saw needs no table: what folds back below 10 kHz lies 58 dB under it, Hz.</summary>
    public const double HighestSaw = 700;

    private const float Turn = 4294967296f;

    private Vector256<int> phase1, phase2, step1, step2, table1, table2;
    private Vector256<float> base1, base2, mix1, mix2, round1, round2, width, widthSweep, widthNow, pulses, near1, near2;
    private LaneFilter filter;
    private LaneLadder ladder;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = patch.FixedHz > 0 ? patch.FixedHz : Curve.Hertz(note.Pitch) * patch.Ratio;
        hertz *= Math.Pow(2, patch.Cents / 1200);
        double turns = Math.Min(hertz / MusicalTime.SampleRate, 0.4);
        bool pulse = patch.Pulse > 0;
        double second = pulse ? turns : Math.Min(turns * patch.SecondRatio * Math.Pow(2, patch.SecondCents / 1200), 0.4);
        uint phase = note.Seed * 0xC2B2AE3Du;
        Lanes.Set(ref base1, lane, (float)turns);
        Lanes.Set(ref base2, lane, (float)second);
        Lanes.Set(ref table1, lane, Wavetables.Offset(patch.Wave, turns * 1.05));
        Lanes.Set(ref table2, lane, Wavetables.Offset(pulse ? patch.Wave : patch.SecondWave ?? patch.Wave, second * 1.05));
        Lanes.Set(ref width, lane, (float)patch.Pulse);
        Lanes.Set(ref widthSweep, lane, pulse ? (float)patch.PulseSweep : 0);
        Lanes.Set(ref widthNow, lane, 0);
        Lanes.Set(ref pulses, lane, pulse ? 1 : 0);
        Lanes.Set(ref phase1, lane, (int)phase);
        Lanes.Set(ref phase2, lane, (int)(pulse ? phase : phase * 0x27D4EB2Fu));
        double mix = pulse ? -1 : patch.SecondMix;
        double norm = (pulse ? 0.7 : 1 / Math.Sqrt(1 + (mix * mix))) * (saws ? 1 : Wavetables.Scale);
        bool edgy1 = !saws || patch.Wave == Wave.Saw, edgy2 = !saws || (patch.SecondWave ?? patch.Wave) == Wave.Saw;
        Lanes.Set(ref mix1, lane, edgy1 ? (float)norm : 0);
        Lanes.Set(ref mix2, lane, edgy2 ? (float)(mix * norm) : 0);
        Lanes.Set(ref round1, lane, edgy1 ? 0 : (float)norm);
        Lanes.Set(ref round2, lane, edgy2 ? 0 : (float)(mix * norm));
        bool climbs = patch.Filter?.Mode == FilterMode.Ladder;
        filter.Start(lane, climbs ? null : patch.Filter, note);
        ladder.Start(lane, climbs ? patch.Filter : null, note);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        Lanes.Set(ref mix1, lane, 0);
        Lanes.Set(ref mix2, lane, 0);
        Lanes.Set(ref round1, lane, 0);
        Lanes.Set(ref round2, lane, 0);
        filter.Stop(lane);
        ladder.Stop(lane);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        Vector256<int> select = mask.AsInt32();
        near1 = Vector256.ConditionalSelect(mask, Vector256.Create(0.5f) / Vector256.Max(base1 * pitch, Vector256.Create(1e-6f)), near1);
        near2 = Vector256.ConditionalSelect(mask, Vector256.Create(0.5f) / Vector256.Max(base2 * pitch, Vector256.Create(1e-6f)), near2);
        Vector256<int> first = Vector256.ConvertToInt32Native(base1 * pitch * Vector256.Create(Turn));
        Vector256<int> second = Vector256.ConvertToInt32Native(base2 * pitch * Vector256.Create(Turn));
        if (pulses != Vector256<float>.Zero)
        {
            // The second wave runs ahead by the width; while the width moves it runs a little faster or slower.
            Vector256<float> wanted = Vector256.Min(Vector256.Max(Lanes.Fma(widthSweep, slow, width), Vector256.Create(0.04f)), Vector256.Create(0.96f));
            Vector256<float> move = (wanted - widthNow) * pulses;
            Vector256<int> jumped = Vector256.ConvertToInt32Native(move * Vector256.Create(Turn / 2)) << 1;
            phase2 = jump ? Vector256.ConditionalSelect(select, phase2 + jumped, phase2) : phase2;
            second += jump ? Vector256<int>.Zero : Vector256.ConvertToInt32Native(move * Vector256.Create(Turn / LaneRamp.Grid));
            widthNow = Vector256.ConditionalSelect(mask, wanted, widthNow);
        }

        step1 = Vector256.ConditionalSelect(select, first, step1);
        step2 = Vector256.ConditionalSelect(select, second, step2);
        filter.Retune(frame, slow, mask, jump);
        if (ladder.InUse)
        {
            ladder.Retune(frame, slow, mask, jump);
        }
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        if (saws)
        {
            Saws(rows);
            filter.RunLow(rows, ref Amplitude);
            return;
        }

        if (HasUpper)
        {
            FromTables(rows);
        }
        else
        {
            FromTablesLower(rows);
        }

        if (ladder.InUse)
        {
            if (filter.InUse)
            {
                filter.RunOpen(rows);
            }

            ladder.Run(rows, ref Amplitude);
        }
        else if (filter.InUse)
        {
            filter.Run(rows, ref Amplitude);
        }
        else
        {
            Amplitude.Run(rows);
        }
    }

    [SkipLocalsInit]
    private void FromTables(Span<float> rows)
    {
        // First of all: what may call into the runtime would otherwise keep every vector on the stack.
        ref int tables = ref Wavetables.First;
        Vector256<int> p1 = phase1, p2 = phase2;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            (Lanes.Read(ref tables, table1, p1) * mix1).StoreUnsafe(ref to, at);
            p1 += step1;
        }

        for (nuint at = 0, end = mix2 == Vector256<float>.Zero ? 0 : (nuint)rows.Length; at < end; at += Stride)
        {
            Lanes.Fma(Lanes.Read(ref tables, table2, p2), mix2, Vector256.LoadUnsafe(ref to, at)).StoreUnsafe(ref to, at);
            p2 += step2;
        }

        (phase1, phase2) = (p1, p2);
    }

    // The same where no lane of the upper half sounds: half the reads, which are what takes time.
    [SkipLocalsInit]
    private void FromTablesLower(Span<float> rows)
    {
        ref int tables = ref Wavetables.First;
        Vector128<int> p1 = phase1.GetLower(), p2 = phase2.GetLower(), s1 = step1.GetLower(), s2 = step2.GetLower();
        Vector128<int> from1 = table1.GetLower(), from2 = table2.GetLower();
        Vector128<float> gain1 = mix1.GetLower(), gain2 = mix2.GetLower();
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            Vector256.Create(Lanes.Read(ref tables, from1, p1) * gain1, default).StoreUnsafe(ref to, at);
            p1 += s1;
        }

        for (nuint at = 0, end = gain2 == Vector128<float>.Zero ? 0 : (nuint)rows.Length; at < end; at += Stride)
        {
            Vector128.FusedMultiplyAdd(Lanes.Read(ref tables, from2, p2), gain2, Vector128.LoadUnsafe(ref to, at)).StoreUnsafe(ref to, at);
            p2 += s2;
        }

        (phase1, phase2) = (phase1.WithLower(p1), phase2.WithLower(p2));
    }

    // Two saws or triangles and a low-pass, and nothing else: what most strings and pads are made of.
    private void Saws(Span<float> rows)
    {
        Vector256<int> p1 = phase1, p2 = phase2;
        bool edgy1 = mix1 != Vector256<float>.Zero, edgy2 = mix2 != Vector256<float>.Zero;
        if (round1 == Vector256<float>.Zero && round2 == Vector256<float>.Zero && edgy1 && edgy2)
        {
            TwoSaws(rows);
            return;
        }

        bool rounds1 = round1 != Vector256<float>.Zero, rounds2 = round2 != Vector256<float>.Zero;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            Vector256<float> x = edgy1 ? Lanes.Saw(p1, near1) * mix1 : default;
            x = edgy2 ? Lanes.Fma(Lanes.Saw(p2, near2), mix2, x) : x;
            x = rounds1 ? Lanes.Fma(Lanes.Triangle(p1), round1, x) : x;
            x = rounds2 ? Lanes.Fma(Lanes.Triangle(p2), round2, x) : x;
            x.StoreUnsafe(ref to, at);
            p1 += step1;
            p2 += step2;
        }

        (phase1, phase2) = (p1, p2);
    }

    private void TwoSaws(Span<float> rows)
    {
        Vector256<int> p1 = phase1, p2 = phase2;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)rows.Length; at < end; at += Stride)
        {
            Lanes.Fma(Lanes.Saw(p2, near2), mix2, Lanes.Saw(p1, near1) * mix1).StoreUnsafe(ref to, at);
            p1 += step1;
            p2 += step2;
        }

        (phase1, phase2) = (p1, p2);
    }
}
