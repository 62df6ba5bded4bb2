using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Inserts;

/// <summary>
/// Soft saturation at twice the sample rate. Half-band filters of two all-pass chains (Valenzuela and Constantinides,
/// 1983; coefficients by the elliptic design, 65 dB down beyond 13.4 kHz above the band) go up and come down again; they
/// have no delay of their own to speak of, so onsets stay where they are.
/// </summary>
internal sealed class Drive
{
    // Lower half: the chain of the even samples; upper half: that of the odd ones.
    private static readonly Vector256<float> Inner = Vector256.Create(
        Vector128.Create(0.10910604180338343f), Vector128.Create(0.36163258249296687f));
    private static readonly Vector256<float> Outer = Vector256.Create(
        Vector128.Create(0.6334772201668326f), Vector128.Create(0.8774434190209677f));

    private Vector256<float> up0, up1, up2, down0, down1, down2;

    /// <summary>Forgets what it heard.</summary>
    public void Clear() => (up0, up1, up2, down0, down1, down2) = (default, default, default, default, default, default);

    /// <summary>Changes samples in place: a cubic that bends from the first and is flat at 1.5.</summary>
    /// <param name="frames">The samples.</param>
    /// <param name="push">Gain into the curve; what comes out is brought back by as much.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Process(Span<Vector128<float>> frames, Vector128<float> push)
    {
        Vector128<float> back = Vector128<float>.One / push;

        // A level far below hearing keeps the filters from ever fading into numbers the processor is slow with.
        Vector128<float> tiny = Vector128.Create(1e-18f);
        (Vector256<float> u0, Vector256<float> u1, Vector256<float> u2) = (up0, up1, up2);
        (Vector256<float> w0, Vector256<float> w1, Vector256<float> w2) = (down0, down1, down2);
        for (int i = 0; i < frames.Length; i++)
        {
            Vector128<float> x = Vector128.FusedMultiplyAdd(frames[i], push, tiny);
            Vector256<float> twice = Vector256.Create(x, x);
            Vector256<float> a = Lanes.Fma(twice - u1, Inner, u0);
            Vector256<float> b = Lanes.Fma(a - u2, Outer, u1);
            (u0, u1, u2) = (twice, a, b);
            Vector256<float> bent = Saturate(b);

            // Coming down, each chain takes the other's samples.
            Vector256<float> swapped = Vector256.Create(bent.GetUpper(), bent.GetLower());
            Vector256<float> c = Lanes.Fma(swapped - w1, Inner, w0);
            Vector256<float> d = Lanes.Fma(c - w2, Outer, w1);
            (w0, w1, w2) = (swapped, c, d);
            frames[i] = (d.GetLower() + d.GetUpper()) * back * Vector128.Create(0.5f);
        }

        (up0, up1, up2, down0, down1, down2) = (u0, u1, u2, w0, w1, w2);
    }

    /// <summary>x − 4x³/27 up to 1.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Saturate(Vector256<float> x)
    {
        Vector256<float> limit = Vector256.Create(1.5f);
        Vector256<float> c = Vector256.Min(Vector256.Max(x, -limit), limit);
        return c - (c * c * c * Vector256.Create(4f / 27f));
    }
}
