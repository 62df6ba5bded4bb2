using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Eight lanes of one engine, each for a layer of its own. The base keeps what all engines share: when segments of the
/// envelopes end, who may take a lane, what moves pitch and level, and where a lane is heard. Engines make the sound in
/// <see cref="Kernel"/>.
/// </summary>
internal abstract partial class Bank
{
    /// <summary>Floats per sample a bank makes: one for each lane.</summary>
    public const int Stride = Lanes.Width;

    /// <summary>Floats that hold the lanes of a chunk, and of what is done beyond it.</summary>
    public const int Rows = (LaneRamp.Grid + Squares.Side) * Stride;

    private const byte Idle = 0, Delay = 1, Attack = 2, Hold = 3, Decay = 4, Sustain = 5, Release = 6;

    private readonly byte[] stage = new byte[Lanes.Width];
    private readonly long[] stageEnd = new long[Lanes.Width];
    private readonly long[] gateEnd = new long[Lanes.Width];
    private readonly long[] fadeEnd = new long[Lanes.Width];
    private readonly LanePatch?[] patches = new LanePatch?[Lanes.Width];
    private readonly int[] voices = new int[Lanes.Width];
    private readonly double[] decayScale = new double[Lanes.Width];
    private readonly Touch[] touches = new Touch[Lanes.Width];
    private readonly VoiceTable table;
    private long nextEvent = long.MaxValue;

    /// <summary>The envelopes.</summary>
    protected LaneEnvelope Amplitude;

    // Fade of notes that are cut: factor and change per sample.
    private Vector256<float> fade = Vector256<float>.One, fadeStep;

    // Gains to left, right and reverb.
    private LaneGlide leftGain, rightGain;
    private Vector256<float> send;

    /// <summary>Creates a silent bank.</summary>
    /// <param name="table">Told when a lane has ended.</param>
    protected Bank(VoiceTable table) => this.table = table;

    /// <summary>Bit n is set while lane n sounds.</summary>
    public int Active { get; private set; }

    /// <summary>Whether a lane of the upper four sounds. Lanes are taken from below, so most of the time none does.</summary>
    protected bool HasUpper => (Active & 0xF0) != 0;

    /// <summary>Number of lanes that sound.</summary>
    public int ActiveCount => BitOperations.PopCount((uint)Active);

    /// <summary>Starts a note in a free lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="voice">The voice it belongs to.</param>
    /// <param name="patch">What it plays.</param>
    /// <param name="note">The note.</param>
    /// <param name="frame">Controls at the onset.</param>
    public void Start(int lane, int voice, LanePatch patch, in LaneStart note, in ControlFrame frame)
    {
        Active |= 1 << lane;
        voices[lane] = voice;
        Lanes.Set(ref layers, lane, table[voice].Layer);
        decayScale[lane] = Math.Pow(2, patch.DecayPerOctave * (60 - note.Pitch) / 12.0);
        (patches[lane], touches[lane]) = (patch, note.Touch);
        Envelope amp = patch.Amp;
        long gate = amp.GateMs > 0 ? note.Sample + Curve.Samples(amp.GateMs) : note.Gate;
        gateEnd[lane] = amp.Rings ? long.MaxValue : Math.Max(gate, note.Sample + 1);
        fadeEnd[lane] = long.MaxValue;
        Lanes.Set(ref Amplitude.Level, lane, 0);
        if (amp.DelayMs > 0)
        {
            (stage[lane], stageEnd[lane]) = (Delay, note.Sample + Curve.Samples(amp.DelayMs));
            Lanes.Set(ref Amplitude.Aim, lane, 0);
        }
        else
        {
            BeginAttack(lane, note.Sample);
        }

        Lanes.Set(ref fade, lane, 1);
        Lanes.Set(ref fadeStep, lane, 0);
        StartMotion(lane, patch, note);
        StartEngine(lane, patch, note);
        Retune(frame, LaneMask(lane), jump: true);
        FindNextEvent();
    }

    /// <summary>Fades a lane to silence from now on; a fade that ends sooner stays.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="now">The next sample.</param>
    /// <param name="length">Samples until silence, at least 1.</param>
    public void Cut(int lane, long now, long length)
    {
        if (fadeEnd[lane] <= now + length)
        {
            return;
        }

        fadeEnd[lane] = now + length;
        Lanes.Set(ref fadeStep, lane, -Lanes.Get(ref fade, lane) / length);
        FindNextEvent();
    }

    /// <summary>The voice an active lane belongs to.</summary>
    public int VoiceOf(int lane) => voices[lane];

    /// <summary>How loud a lane is now, for choosing which note to give up.</summary>
    public float Loudness(int lane) =>
        Lanes.Get(ref Amplitude.Level, lane) * Lanes.Get(ref fade, lane) * (leftGain.Get(lane) + rightGain.Get(lane));

    /// <summary>Moves the controls at a point of the grid.</summary>
    public void OnGrid(in ControlFrame frame) => Retune(frame, Vector256<float>.AllBitsSet, jump: false);

    /// <summary>Adds samples to what the layers hear.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="count">How many; all before the next point of the control grid.</param>
    /// <param name="rows">Room for <see cref="Rows"/> floats.</param>
    /// <param name="sums">The layers.</param>
    public void Render(long sample, int count, Span<float> rows, LayerSums sums)
    {
        int done = 0, sounding = Active;
        while (done < count && Active != 0)
        {
            if (nextEvent <= sample + done)
            {
                EndSegments(sample + done);
                continue;
            }

            int run = (int)Math.Min(count - done, nextEvent - sample - done);
            Span<float> made = rows.Slice(done * Stride, run * Stride);
            Kernel(made, run);
            if (fadeStep != Vector256<float>.Zero)
            {
                FadeOut(made);
            }

            done += run;
        }

        rows[(done * Stride)..(count * Stride)].Clear();
        Place((int)(sample & (LaneRamp.Grid - 1)), count, ref MemoryMarshal.GetReference(rows), sums, sounding);
    }

    /// <summary>Prepares the engine's own state of a lane.</summary>
    protected abstract void StartEngine(int lane, LanePatch patch, in LaneStart note);

    /// <summary>Clears the engine's own state of a lane that has ended.</summary>
    protected abstract void StopEngine(int lane);

    /// <summary>Writes <paramref name="count"/> samples of each lane, under its envelope; the inner loop.</summary>
    protected abstract void Kernel(Span<float> rows, int count);

    private void FadeOut(Span<float> rows)
    {
        Vector256<float> now = fade;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0; at < (nuint)rows.Length; at += Stride)
        {
            now = Vector256.MaxNative(now + fadeStep, Vector256<float>.Zero);
            (Vector256.LoadUnsafe(ref to, at) * now).StoreUnsafe(ref to, at);
        }

        fade = now;
    }

    /// <summary>A mask of one lane.</summary>
    private static Vector256<float> LaneMask(int lane)
    {
        Vector256<int> mask = default;
        Lanes.Set(ref mask, lane, -1);
        return mask.AsSingle();
    }

    private void EndSegments(long now)
    {
        for (int lane = 0; lane < Lanes.Width; lane++)
        {
            if (stage[lane] == Idle)
            {
                continue;
            }

            if (fadeEnd[lane] <= now || (stage[lane] >= Decay && stageEnd[lane] <= now))
            {
                End(lane);
            }
            else if (gateEnd[lane] <= now)
            {
                BeginRelease(lane, now);
            }
            else if (stageEnd[lane] <= now)
            {
                EndSegment(lane, now);
            }
        }

        FindNextEvent();
    }

    private void BeginAttack(int lane, long now)
    {
        double ms = Math.Max(1, patches[lane]!.Amp.AttackMs * touches[lane].Attack);
        (stage[lane], stageEnd[lane]) = (Attack, now + Curve.Samples(ms));
        Lanes.Set(ref Amplitude.Aim, lane, (float)Curve.AttackAim);
        Lanes.Set(ref Amplitude.Rate, lane, (float)Curve.AttackRate(ms));
    }

    private void EndSegment(int lane, long now)
    {
        Envelope amp = patches[lane]!.Amp;
        if (stage[lane] == Delay)
        {
            BeginAttack(lane, now);
        }
        else if (stage[lane] == Attack && amp.HoldMs > 0)
        {
            (stage[lane], stageEnd[lane]) = (Hold, now + Curve.Samples(amp.HoldMs));
            Lanes.Set(ref Amplitude.Aim, lane, Lanes.Get(ref Amplitude.Level, lane));
        }
        else
        {
            BeginDecay(lane, now);
        }
    }

    private void BeginDecay(int lane, long now)
    {
        Envelope amp = patches[lane]!.Amp;
        bool ends = amp.Sustain <= 0;
        double ms = amp.DecayMs * decayScale[lane];
        stage[lane] = ends ? Decay : Sustain;
        stageEnd[lane] = ends ? now + Curve.Samples(ms) : long.MaxValue;
        Lanes.Set(ref Amplitude.Aim, lane, ends ? -(float)Curve.Floor : (float)amp.Sustain);
        Lanes.Set(ref Amplitude.Rate, lane, (float)Curve.Rate(ms));
    }

    private void BeginRelease(int lane, long now)
    {
        double ms = patches[lane]!.Amp.ReleaseMs * touches[lane].Release;
        stage[lane] = Release;
        gateEnd[lane] = long.MaxValue;
        stageEnd[lane] = now + Curve.Samples(ms);
        Lanes.Set(ref Amplitude.Aim, lane, -(float)Curve.Floor * Lanes.Get(ref Amplitude.Level, lane));
        Lanes.Set(ref Amplitude.Rate, lane, (float)Curve.Rate(ms));
        table.Released(voices[lane], now);
    }

    private void End(int lane)
    {
        stage[lane] = Idle;
        Active &= ~(1 << lane);
        patches[lane] = null;
        Lanes.Set(ref Amplitude.Level, lane, 0);
        Lanes.Set(ref Amplitude.Aim, lane, 0);
        Lanes.Set(ref fadeStep, lane, 0);
        StopEngine(lane);
        table.LaneEnded(voices[lane]);
    }

    private void FindNextEvent()
    {
        nextEvent = long.MaxValue;
        for (int lane = 0; lane < Lanes.Width; lane++)
        {
            if (stage[lane] != Idle)
            {
                nextEvent = Math.Min(nextEvent, Math.Min(stageEnd[lane], Math.Min(gateEnd[lane], fadeEnd[lane])));
            }
        }
    }
}
