using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Effects;

/// <summary>An echo in time with the music: repeats grow darker and lean to the other side.</summary>
internal sealed class StereoEcho
{
    /// <summary>Longest echo, samples; longer ones are halved until they fit.</summary>
    public const int Longest = Length - 256;

    /// <summary>Shortest echo, samples: more than a chunk.</summary>
    public const int Shortest = 96;

    private const int Length = 65_536;
    private const float Darken = 0.35f, CrossOver = 0.3f, Silent = 1e-8f, Tiny = 1e-12f;

    private readonly Ring lineLeft = new(Length), lineRight = new(Length);
    private readonly float[] heardLeft = new float[LayerSums.Room], heardRight = new float[LayerSums.Room];
    private readonly float[] repeats = new float[LayerSums.Room], levels = new float[LayerSums.Room];
    private Tap tap = new(24_000);
    private Ramp feedback = new(0), level = new(0);
    private float lowLeft, lowRight, loudest;
    private int quiet = Length;
    private bool asleep = true;

    /// <summary>Sets time, repeats and level.</summary>
    /// <param name="distance">Samples between repeats, <see cref="Shortest"/> to <see cref="Longest"/>.</param>
    /// <param name="share">Share of the echo that repeats, 0..0.8.</param>
    /// <param name="loudness">Level of the return.</param>
    /// <param name="samples">How long the change takes.</param>
    public void HeadFor(int distance, float share, float loudness, long samples)
    {
        if (asleep || samples <= 0)
        {
            tap.Jump(distance);
        }
        else
        {
            tap.HeadFor(distance, samples);
        }

        feedback.HeadFor(share, samples);
        level.HeadFor(loudness, samples);
    }

    /// <summary>Forgets what nobody can hear, and falls asleep when nothing has been heard for the whole length of the line.</summary>
    public void OnGrid()
    {
        quiet = loudest < Silent ? Math.Min(quiet + LaneRamp.Grid, Length) : 0;
        loudest = 0;
        lowLeft = Math.Abs(lowLeft) > Tiny ? lowLeft : 0;
        lowRight = Math.Abs(lowRight) > Tiny ? lowRight : 0;
        if (!asleep && quiet >= Length)
        {
            lineLeft.Clear();
            lineRight.Clear();
            (lowLeft, lowRight, asleep) = (0, 0, true);
            tap.Settle();
        }
    }

    /// <summary>Adds the echo of what is sent, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="inLeft">What is sent, left.</param>
    /// <param name="inRight">What is sent, right.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="left">Left, added to.</param>
    /// <param name="right">Right, added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(
        long sample, ReadOnlySpan<float> inLeft, ReadOnlySpan<float> inRight, bool silent, Span<float> left, Span<float> right)
    {
        int count = inLeft.Length;
        if (silent && asleep)
        {
            feedback.Skip(count);
            level.Skip(count);
            return;
        }

        // An empty line that is woken counts its silence anew, or it would be emptied again at every grid point.
        (quiet, asleep) = (asleep ? 0 : quiet, false);
        int place = lineLeft.Place(sample);
        Hear(place, count);
        Darkened(count);
        feedback.Fill(repeats.AsSpan(0, count));
        level.Fill(levels.AsSpan(0, count));
        Cross(place, inLeft, inRight, left, right);
        lineLeft.Close(place);
        lineRight.Close(place);
    }

    // No echo is shorter than a chunk, so what a chunk hears has been written before it.
    private void Hear(int place, int count)
    {
        for (int at = 0; at < count && !tap.Moving; at += Squares.Side)
        {
            lineLeft.Eight(place + at - tap.Now).CopyTo(heardLeft.AsSpan(at));
            lineRight.Eight(place + at - tap.Now).CopyTo(heardRight.AsSpan(at));
        }

        for (int i = 0, moving = tap.Moving ? count : 0; i < moving; i++)
        {
            float l = lineLeft.Single(place + i - tap.Now), r = lineRight.Single(place + i - tap.Now);
            heardLeft[i] = tap.Moving ? l + (tap.Mix * (lineLeft.Single(place + i - tap.Next) - l)) : l;
            heardRight[i] = tap.Moving ? r + (tap.Mix * (lineRight.Single(place + i - tap.Next) - r)) : r;
            tap.Advance();
        }
    }

    private void Darkened(int count)
    {
        (float l, float r) = (lowLeft, lowRight);
        ref float firstLeft = ref heardLeft[0], firstRight = ref heardRight[0];
        for (int i = 0; i < count; i++)
        {
            ref float left = ref Unsafe.Add(ref firstLeft, i), right = ref Unsafe.Add(ref firstRight, i);
            left = l = MathF.FusedMultiplyAdd(Darken, l, (1 - Darken) * left);
            right = r = MathF.FusedMultiplyAdd(Darken, r, (1 - Darken) * right);
        }

        (lowLeft, lowRight) = (l, r);
    }

    /// <summary>Writes what comes in and what repeats, leaning to the other side, and adds what is heard to the stem.</summary>
    private void Cross(int place, ReadOnlySpan<float> inLeft, ReadOnlySpan<float> inRight, Span<float> left, Span<float> right)
    {
        Vector256<float> over = Vector256.Create(CrossOver), top = Vector256.Create(loudest);
        int count = inLeft.Length;
        ref float inL = ref MemoryMarshal.GetReference(inLeft), inR = ref MemoryMarshal.GetReference(inRight);
        ref float outL = ref Mixdown.First(left, count), outR = ref Mixdown.First(right, count);
        for (int at = 0; at < count; at += Squares.Side)
        {
            nuint from = (nuint)at;
            bool whole = count - at >= Squares.Side;
            Vector256<float> l = Vector256.LoadUnsafe(ref heardLeft[0], from), r = Vector256.LoadUnsafe(ref heardRight[0], from);
            Vector256<float> again = Vector256.LoadUnsafe(ref repeats[0], from), loud = Vector256.LoadUnsafe(ref levels[0], from);
            Vector256<float> sentLeft = whole ? Vector256.LoadUnsafe(ref inL, from) : Rest(inLeft[at..]);
            Vector256<float> sentRight = whole ? Vector256.LoadUnsafe(ref inR, from) : Rest(inRight[at..]);
            Vector256<float> keptLeft = (Lanes.Fma(over, r - l, l) * again) + sentLeft, keptRight = (Lanes.Fma(over, l - r, r) * again) + sentRight;
            lineLeft.Put(place + at, keptLeft, count - at);
            lineRight.Put(place + at, keptRight, count - at);
            Vector256<float> within = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count - at)).AsSingle();
            top = Vector256.MaxNative(top, Vector256.MaxNative(Vector256.Abs(keptLeft), Vector256.Abs(keptRight)) & within);
            Lanes.Fma(l, loud, Vector256.LoadUnsafe(ref outL, from)).StoreUnsafe(ref outL, from);
            Lanes.Fma(r, loud, Vector256.LoadUnsafe(ref outR, from)).StoreUnsafe(ref outR, from);
        }

        Vector128<float> half = Vector128.MaxNative(top.GetLower(), top.GetUpper());
        loudest = Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }

    // What is sent ends with the chunk.
    private static Vector256<float> Rest(ReadOnlySpan<float> from)
    {
        Span<float> rest = stackalloc float[Squares.Side];
        rest.Clear();
        from.CopyTo(rest);
        return Vector256.Create<float>(rest);
    }
}
