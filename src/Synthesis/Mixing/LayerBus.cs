using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SessionService.Synthesis.Inserts;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// A layer on its way to its stem: lanes are summed, coloured, saturated, levelled, and sent to the shared effects. When
/// another instrument takes over while the last one still sounds, both their colours run for a moment and are faded.
/// </summary>
internal sealed class LayerBus
{
    /// <summary>Shortest gain ramp, 2 ms: shorter ones click.</summary>
    public const int ShortestRamp = 96;

    private const int ColourFade = 960;
    private const float Smoothing = 0.04f;

    // Points of the control grid for which colours ring on after the last note: 50 ms.
    private const int RingPoints = 38;

    private readonly Drive saturation = new();
    private readonly Vector128<float>[] frames = new Vector128<float>[LaneRamp.Grid], others = new Vector128<float>[LaneRamp.Grid];
    private ColourRack rack = new(), leaving = new();
    private Ramp gain = new(1), arrival = new(1);
    private float drive = 1, driveTarget = 1, warmth, chorus, chorusTarget, echo, echoTarget, pump, pumpTarget;
    private int rings;

    /// <summary>Whether colours still ring although no note sounds.</summary>
    public bool Rings => rings > 0 && (rack.Active || arrival.Moving || Saturates);

    private bool Saturates => warmth > 0 || drive > 1.001f;

    /// <summary>Level of this layer in the chorus.</summary>
    public float ChorusSend => chorus;

    /// <summary>Level of this layer in the echo.</summary>
    public float EchoSend => echo;

    /// <summary>Ramps the layer's gain.</summary>
    public void HeadFor(float target, long length) => gain.HeadFor(target, Math.Max(length, ShortestRamp));

    /// <summary>Takes over the effects of the instrument that plays from now on.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="frame">Controls now.</param>
    /// <param name="sample">The next sample.</param>
    /// <param name="silent">Whether nothing sounds on the layer, so that nothing can be heard to jump.</param>
    public void Play(Instrument instrument, in ControlFrame frame, long sample, bool silent)
    {
        rings = RingPoints;
        driveTarget = (float)Math.Max(1, instrument.Drive);
        warmth = instrument.Drive > 0 ? 1 : 0;
        chorusTarget = (float)instrument.Chorus;
        echoTarget = (float)instrument.Echo;
        pumpTarget = instrument.Kind switch
        {
            InstrumentKind.Kit => 0,
            InstrumentKind.Melody => 0.5f,
            _ => 1,
        };
        if (!ReferenceEquals(instrument.Colour, rack.Patch))
        {
            (rack, leaving) = (leaving, rack);
            rack.Set(instrument.Colour, sample, frame);
            arrival = new Ramp(silent ? 1 : 0);
            arrival.HeadFor(1, silent ? 0 : ColourFade);
        }

        if (silent)
        {
            (drive, chorus, echo, pump) = (WantedDrive(frame), chorusTarget, echoTarget, pumpTarget);
            saturation.Clear();
        }
    }

    /// <summary>Moves what is smoothed by a step.</summary>
    /// <param name="sample">The grid point.</param>
    /// <param name="frame">Controls now.</param>
    /// <param name="silent">Whether no note sounds.</param>
    public void OnGrid(long sample, in ControlFrame frame, bool silent)
    {
        rings = silent ? Math.Max(0, rings - 1) : RingPoints;
        drive += Smoothing * (WantedDrive(frame) - drive);
        chorus = Towards(chorus, chorusTarget);
        echo = Towards(echo, echoTarget);
        pump = Towards(pump, pumpTarget);
        rack.OnGrid(sample, frame);
        if (arrival.Moving)
        {
            leaving.OnGrid(sample, frame);
        }
    }

    private float WantedDrive(in ControlFrame frame) => driveTarget * (1 + (warmth * 0.8f * (frame.Energy - 0.5f)));

    private static float Towards(float value, float target) =>
        Math.Abs(target - value) < 1e-5f ? target : value + (Smoothing * (target - value));

    /// <summary>Lets time pass in silence.</summary>
    public void Skip(int count)
    {
        gain.Skip(count);
        arrival.Skip(count);
    }

    /// <summary>Makes the stem.</summary>
    /// <param name="sample">The first sample.</param>
    /// <param name="sum">The layer's lanes, <see cref="Bank.Stride"/> floats per sample.</param>
    /// <param name="duck">Gain of each sample; empty for none.</param>
    /// <param name="pumped">How far the bass drum pushes each sample down, 0..1; empty for not at all.</param>
    /// <param name="stem">Receives interleaved stereo.</param>
    /// <param name="reverb">The reverb's input, added to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Mix(
        long sample, ReadOnlySpan<float> sum, ReadOnlySpan<float> duck, ReadOnlySpan<float> pumped, Span<float> stem, Span<float> reverb)
    {
        Span<Vector128<float>> made = frames.AsSpan(0, reverb.Length);
        ref float from = ref MemoryMarshal.GetReference(sum);
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = Collapse(ref from, (nuint)(i * Bank.Stride));
        }

        Colour(sample, made);
        if (Saturates)
        {
            saturation.Process(made, Vector128.Create(drive, drive, 1, 1));
        }

        ref float to = ref MemoryMarshal.GetReference(stem);
        for (int i = 0; i < made.Length; i++)
        {
            float level = gain.Next();
            level = duck.IsEmpty ? level : level * duck[i];
            level = pumped.IsEmpty ? level : level * (1 - (pump * pumped[i]));
            Vector128<float> v = made[i] * Vector128.Create(level);
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref to, 2 * i)), v.AsDouble().ToScalar());
            reverb[i] += v.GetElement(2);
        }
    }

    private void Colour(long sample, Span<Vector128<float>> made)
    {
        if (!arrival.Moving)
        {
            rack.Process(sample, made);
            return;
        }

        Span<Vector128<float>> old = others.AsSpan(0, made.Length);
        made.CopyTo(old);
        rack.Process(sample, made);
        leaving.Process(sample, old);
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = old[i] + (Vector128.Create(arrival.Next()) * (made[i] - old[i]));
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
}
