using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>A layer on its way to its stem: lanes are summed, saturated, levelled, and sent to the shared effects.</summary>
internal sealed class LayerBus
{
    /// <summary>Shortest gain ramp, 2 ms: shorter ones click.</summary>
    public const int ShortestRamp = 96;

    private const float Smoothing = 0.04f;

    private Ramp gain = new(1);
    private float drive = 1, driveTarget = 1, warmth, chorus, chorusTarget, echo, echoTarget;

    /// <summary>Level of this layer in the chorus.</summary>
    public float ChorusSend => chorus;

    /// <summary>Level of this layer in the echo.</summary>
    public float EchoSend => echo;

    /// <summary>Ramps the layer's gain.</summary>
    public void HeadFor(float target, long length) => gain.HeadFor(target, Math.Max(length, ShortestRamp));

    /// <summary>Takes over the effects of the instrument that plays from now on.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="frame">Controls now.</param>
    /// <param name="silent">Whether nothing sounds on the layer, so that nothing can be heard to jump.</param>
    public void Play(Instrument instrument, in ControlFrame frame, bool silent)
    {
        driveTarget = (float)Math.Max(1, instrument.Drive);
        warmth = instrument.Drive > 0 ? 1 : 0;
        chorusTarget = (float)instrument.Chorus;
        echoTarget = (float)instrument.Echo;
        if (silent)
        {
            (drive, chorus, echo) = (WantedDrive(frame), chorusTarget, echoTarget);
        }
    }

    /// <summary>Moves what is smoothed by a step.</summary>
    public void OnGrid(in ControlFrame frame)
    {
        drive += Smoothing * (WantedDrive(frame) - drive);
        chorus = Towards(chorus, chorusTarget);
        echo = Towards(echo, echoTarget);
    }

    private float WantedDrive(in ControlFrame frame) => driveTarget * (1 + (warmth * 0.8f * (frame.Energy - 0.5f)));

    private static float Towards(float value, float target) =>
        Math.Abs(target - value) < 1e-5f ? target : value + (Smoothing * (target - value));

    /// <summary>Lets time pass in silence.</summary>
    public void Skip(int count) => gain.Skip(count);

    /// <summary>Makes the stem.</summary>
    /// <param name="sum">The layer's lanes, <see cref="Bank.Stride"/> floats per sample.</param>
    /// <param name="duck">Gain of each sample; empty for none.</param>
    /// <param name="stem">Receives interleaved stereo.</param>
    /// <param name="reverb">The reverb's input, added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Mix(ReadOnlySpan<float> sum, ReadOnlySpan<float> duck, Span<float> stem, Span<float> reverb)
    {
        ref float from = ref MemoryMarshal.GetReference(sum);
        ref float to = ref MemoryMarshal.GetReference(stem);
        bool saturates = warmth > 0 || drive > 1.001f;
        Vector128<float> push = Vector128.Create(drive, drive, 1, 1);
        Vector128<float> back = Vector128<float>.One / push;
        for (int i = 0; i < reverb.Length; i++)
        {
            Vector128<float> v = Collapse(ref from, (nuint)(i * Bank.Stride));
            v = saturates ? Saturate(v * push) * back : v;
            float level = gain.Next();
            v *= Vector128.Create(duck.IsEmpty ? level : level * duck[i]);
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref to, 2 * i)), v.AsDouble().ToScalar());
            reverb[i] += v.GetElement(2);
        }
    }

    /// <summary>Sums eight lanes of left, right and reverb to (left, right, reverb, 0), in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Collapse(ref float from, nuint at)
    {
        Vector256<float> left = Vector256.LoadUnsafe(ref from, at);
        Vector256<float> right = Vector256.LoadUnsafe(ref from, at + 8);
        Vector256<float> send = Vector256.LoadUnsafe(ref from, at + 16);
        Vector128<float> l = left.GetLower() + left.GetUpper();
        Vector128<float> r = right.GetLower() + right.GetUpper();
        Vector128<float> s = send.GetLower() + send.GetUpper();
        if (Sse3.IsSupported)
        {
            return Sse3.HorizontalAdd(Sse3.HorizontalAdd(l, r), Sse3.HorizontalAdd(s, Vector128<float>.Zero));
        }

        return Vector128.Create(l[0] + l[1] + (l[2] + l[3]), r[0] + r[1] + (r[2] + r[3]), s[0] + s[1] + (s[2] + s[3]), 0);
    }

    /// <summary>A cubic that bends from the first and is flat at 1: x − 4x³/27 up to 1.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Saturate(Vector128<float> x)
    {
        Vector128<float> limit = Vector128.Create(1.5f);
        Vector128<float> c = Vector128.Min(Vector128.Max(x, -limit), limit);
        return c - (c * c * c * Vector128.Create(4f / 27f));
    }
}
