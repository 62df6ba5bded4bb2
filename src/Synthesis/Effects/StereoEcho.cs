using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>An echo in time with the music: repeats grow darker and lean to the other side.</summary>
internal sealed class StereoEcho
{
    /// <summary>Longest echo, samples; longer ones are halved until they fit.</summary>
    public const int Longest = Length - 256;

    private const int Length = 65_536;
    private const float Darken = 0.35f, Cross = 0.3f, Silent = 1e-8f;

    // Adding and taking away flushes what is too small to hear before it gets too small for the processor.
    private const float Tiny = 1e-15f;

    private readonly float[] line = new float[2 * Length];
    private Tap tap = new(24_000);
    private Ramp feedback = new(0), level = new(0);
    private Vector128<float> lows;
    private int head, quiet = Length;
    private bool asleep = true;

    /// <summary>Sets time, repeats and level.</summary>
    /// <param name="distance">Samples between repeats, 1 to <see cref="Longest"/>.</param>
    /// <param name="repeats">Share of the echo that repeats, 0..0.8.</param>
    /// <param name="loudness">Level of the return.</param>
    /// <param name="samples">How long the change takes.</param>
    public void HeadFor(int distance, float repeats, float loudness, long samples)
    {
        if (asleep || samples <= 0)
        {
            tap.Jump(distance);
        }
        else
        {
            tap.HeadFor(distance, samples);
        }

        feedback.HeadFor(repeats, samples);
        level.HeadFor(loudness, samples);
    }

    /// <summary>Falls asleep when nothing has been heard for the whole length of the line.</summary>
    public void OnGrid()
    {
        if (!asleep && quiet >= Length)
        {
            Array.Clear(line);
            (lows, asleep) = (default, true);
            tap.Settle();
        }
    }

    /// <summary>Adds the echo of <paramref name="input"/> to <paramref name="output"/>, both interleaved stereo.</summary>
    /// <param name="input">What is sent.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="output">Added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(ReadOnlySpan<float> input, bool silent, Span<float> output)
    {
        if (silent && asleep)
        {
            feedback.Skip(input.Length / 2);
            level.Skip(input.Length / 2);
            return;
        }

        Wake();
        Vector128<float> tiny = Vector128.Create(Tiny), low = lows, dark = Vector128.Create(1 - Darken);
        ref float target = ref MemoryMarshal.GetReference(output);
        ref float source = ref MemoryMarshal.GetReference(input);
        ref float here = ref MemoryMarshal.GetArrayDataReference(line);
        for (int i = 0; i < input.Length; i += 2)
        {
            Vector128<float> heard = Pair(ref here, 2 * ((head - tap.Now) & (Length - 1)));
            if (tap.Moving)
            {
                Vector128<float> other = Pair(ref here, 2 * ((head - tap.Next) & (Length - 1)));
                heard += Vector128.Create(tap.Mix) * (other - heard);
                tap.Advance();
            }

            low = low + (dark * (heard - low)) + tiny - tiny;
            Vector128<float> crossed = low + (Vector128.Create(Cross) * (Vector128.Shuffle(low, Vector128.Create(1, 0, 3, 2)) - low));
            Vector128<float> kept = Pair(ref source, i) + (Vector128.Create(feedback.Next()) * crossed);
            SetPair(ref here, 2 * head, kept);
            SetPair(ref target, i, Pair(ref target, i) + (Vector128.Create(level.Next()) * low));
            bool still = Vector128.LessThanAll(Vector128.Abs(kept), Vector128.Create(Silent));
            quiet = still ? Math.Min(quiet + 1, Length) : 0;
            head = (head + 1) & (Length - 1);
        }

        lows = low;
    }

    // An empty line that is woken counts its silence anew, or it would be emptied again at every grid point.
    private void Wake()
    {
        quiet = asleep ? 0 : quiet;
        asleep = false;
    }

    /// <summary>Left and right of one sample, in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pair(ref float at, int index) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref at, index)))).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetPair(ref float at, int index, Vector128<float> value) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref at, index)), value.AsDouble().ToScalar());
}
