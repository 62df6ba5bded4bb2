using SessionService.Synthesis.Inserts;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// A layer on its way to its stem: coloured, driven together with the others, levelled, and sent to the shared effects. When
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

    private readonly float[] others = new float[3 * LayerSums.Room];
    private ColourRack rack = new(), leaving = new();
    private Ramp gain = new(1), arrival = new(1);
    private float drive = 1, driveTarget = 1, warmth, chorus, chorusTarget, echo, echoTarget, pump, pumpTarget;
    private int rings;

    /// <summary>Whether colours still ring although no note sounds.</summary>
    public bool Rings => rings > 0 && (rack.Active || arrival.Moving || Saturates);

    /// <summary>Whether the drive has to work: the layer is driven, or was just now.</summary>
    public bool Saturates => Wanted || Fade.Heard;

    /// <summary>How its notes are played.</summary>
    public TouchReader Touches { get; } = new();

    /// <summary>How the drive comes in and goes.</summary>
    public DriveFade Fade { get; } = new();

    /// <summary>Whether the layer is to be driven.</summary>
    public bool Wanted => warmth > 0 || drive > 1.001f;

    /// <summary>How hard it is driven now.</summary>
    public float Drive => drive;

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
            Fade.Settle(Wanted);
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

    /// <summary>Colours what the layer's notes add up to, in place.</summary>
    /// <param name="sample">The first sample.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="count">Samples.</param>
    /// <param name="sums">What the notes add up to.</param>
    public void Colour(long sample, int layer, int count, LayerSums sums)
    {
        Span<float> left = sums.Left(layer), right = sums.Right(layer), send = sums.Send(layer);
        if (!arrival.Moving)
        {
            rack.Process(sample, left, right, send, count);
            return;
        }

        Span<float> oldLeft = others.AsSpan(0, LayerSums.Room), oldRight = others.AsSpan(LayerSums.Room, LayerSums.Room);
        Span<float> oldSend = others.AsSpan(2 * LayerSums.Room, LayerSums.Room);
        left.CopyTo(oldLeft);
        right.CopyTo(oldRight);
        send.CopyTo(oldSend);
        rack.Process(sample, left, right, send, count);
        leaving.Process(sample, oldLeft, oldRight, oldSend, count);
        for (int i = 0; i < count; i++)
        {
            float share = arrival.Next();
            left[i] = oldLeft[i] + (share * (left[i] - oldLeft[i]));
            right[i] = oldRight[i] + (share * (right[i] - oldRight[i]));
            send[i] = oldSend[i] + (share * (send[i] - oldSend[i]));
        }
    }

    /// <summary>Levels the layer, in place, and adds it to the bus.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="count">Samples.</param>
    /// <param name="duck">Gain of each sample; empty for none.</param>
    /// <param name="pumped">How far the bass drum pushes each sample down, 0..1; empty for not at all.</param>
    /// <param name="sums">The layers.</param>
    /// <param name="bus">Added to.</param>
    public void Mix(int layer, int count, ReadOnlySpan<float> duck, ReadOnlySpan<float> pumped, LayerSums sums, Bus bus)
    {
        Span<float> left = sums.Left(layer), right = sums.Right(layer), send = sums.Send(layer);
        if (gain.Moving || !duck.IsEmpty || (!pumped.IsEmpty && pump > 0))
        {
            Span<float> levels = others.AsSpan(0, LayerSums.Room);
            Levels(count, duck, pumped, levels);
            Mixdown.Multiply(left, levels, count);
            Mixdown.Multiply(right, levels, count);
            Mixdown.Multiply(send, levels, count);
        }
        else if (gain.Value != 1)
        {
            Mixdown.Scale(left, gain.Value, count);
            Mixdown.Scale(right, gain.Value, count);
            Mixdown.Scale(send, gain.Value, count);
        }

        Mixdown.Add(left, bus.Left, count);
        Mixdown.Add(right, bus.Right, count);
        Mixdown.Add(send, bus.Reverb, count);
        Mixdown.AddScaled(left, echo, bus.EchoLeft, count);
        Mixdown.AddScaled(right, echo, bus.EchoRight, count);
        Mixdown.AddSum(left, right, chorus, bus.Chorus, count);
        bus.Hears(echo, chorus);
    }

    private void Levels(int count, ReadOnlySpan<float> duck, ReadOnlySpan<float> pumped, Span<float> levels)
    {
        gain.Fill(levels[..count]);
        if (!duck.IsEmpty)
        {
            Mixdown.Multiply(levels, duck, count);
        }

        if (!pumped.IsEmpty)
        {
            Mixdown.Push(levels, pumped, pump, count);
        }
    }
}
