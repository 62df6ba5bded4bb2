using SessionService.Music.Performance;
using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Mastering;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis;

/// <summary>
/// Plays directives into stems and a mix: 48 kHz stereo float, every directive at its exact sample, no latency. The
/// sound depends on the directives and their samples alone: not on how rendering is cut into calls, nor on threads.
/// Everything is allocated here in the constructor; <see cref="Schedule"/> and <see cref="Process"/> allocate nothing.
/// One instance is used by one thread at a time.
/// </summary>
public sealed partial class Renderer
{
    private const int Grid = LaneRamp.Grid;

    private readonly Instrument[] instruments;
    private readonly float[] instrumentGains;
    private readonly StyleSound[] styles;
    private readonly DirectiveQueue queue = new();
    private readonly VoicePool pool;
    private readonly LayerBus[] layers;
    private readonly Ducker ducker = new();
    private readonly Pump pump = new();
    private readonly Space space;
    private readonly Master master;
    private readonly Ramp[] controls = [new(0.5f), new(0.5f), new(0.2f)];
    private readonly long[] controlsAt = new long[3];
    private readonly float[] laneSum = new float[Grid * Bank.Stride];
    private readonly float[] bus = new float[2 * Grid], scratch = new float[2 * Grid];
    private readonly float[] duck = new float[Grid], pumped = new float[Grid], reverbIn = new float[Grid], chorusIn = new float[Grid];
    private readonly float[] echoIn = new float[2 * Grid];
    private readonly long first;
    private ControlFrame frame;

    /// <summary>Builds a renderer.</summary>
    /// <param name="setup">Instruments, styles, layers, and where to begin.</param>
    /// <exception cref="ArgumentException">An instrument or style is unknown, or a number out of range.</exception>
    public Renderer(RendererSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Layers < 1 || setup.FirstSample < 0)
        {
            throw new ArgumentException("There must be a layer, and no sample before the first.", nameof(setup));
        }

        instruments = [.. setup.Instruments.Select(InstrumentCatalogue.Get)];
        instrumentGains = [.. instruments.Select(i => (float)Dsp.Curve.Gain(i.LevelDb))];
        styles = [.. setup.Styles.Select(StyleSound.Of)];
        StyleSound opening = styles.Length > 0 ? styles[0] : StyleSound.Neutral;
        pool = new VoicePool(setup.Layers);
        sampler = OpenSampler(setup, instruments);
        recorded = sampler is null ? [] : [.. instruments.Select(i => Bare(setup, i))];
        layers = new LayerBus[setup.Layers];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerBus();
        }

        space = new Space(opening.Space, opening.Bpm);
        master = new Master(opening.Mix);
        pump.Set(opening.Mix.PumpDb, opening.Mix.PumpBeats, opening.Bpm);
        (first, Position) = (setup.FirstSample, setup.FirstSample);
        Array.Fill(controlsAt, Position);
        frame = FrameAt(Position);
        if (Position % Grid != 0)
        {
            OnGrid(Position - (Position % Grid));
        }
    }

    /// <summary>The next sample to be rendered.</summary>
    public long Position { get; private set; }

    /// <summary>Stems: one per layer, then one for the effects they share.</summary>
    public int StemCount => layers.Length + 1;

    /// <summary>Notes that sound, those fading out included.</summary>
    public int Voices => pool.Voices + (sampler?.Notes ?? 0);

    /// <summary>Notes that were not played: the queue was full, or all voices were, the reserve included.</summary>
    public long DroppedNotes => queue.Dropped + pool.Dropped;

    /// <summary>What the leveller adds now, dB; for measurements.</summary>
    internal double LevellerDb => master.LevellerDb;

    /// <summary>Adds directives.</summary>
    /// <param name="directives">In order of sample, none before <see cref="Position"/> or before one given earlier.</param>
    /// <exception cref="ArgumentException">A directive is out of order, or names what the setup does not have.</exception>
    public void Schedule(ReadOnlySpan<Directive> directives)
    {
        foreach (ref readonly Directive directive in directives)
        {
            Check(directive);
            queue.Add(directive);
        }
    }

    /// <summary>Renders.</summary>
    /// <param name="frames">Samples per channel, 0 or more.</param>
    /// <param name="mix">Receives interleaved stereo, 2 × <paramref name="frames"/>.</param>
    /// <param name="stems">
    /// Empty, or receives <see cref="StemCount"/> runs of 2 × <paramref name="frames"/>: interleaved stereo, stem after stem.
    /// </param>
    public void Process(int frames, Span<float> mix, Span<float> stems)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        if (mix.Length < 2 * frames || (!stems.IsEmpty && stems.Length < StemCount * 2 * frames))
        {
            throw new ArgumentException("A buffer is too short for the frames asked for.", nameof(frames));
        }

        int done = 0;
        while (done < frames)
        {
            int inGrid = (int)(Position & (Grid - 1));
            if (inGrid == 0)
            {
                OnGrid(Position);
            }

            while (queue.NextSample <= Position)
            {
                Apply(queue.Take());
            }

            int count = (int)Math.Min(Math.Min(frames - done, Grid - inGrid), queue.NextSample - Position);
            Render(count, mix.Slice(2 * done, 2 * count), stems, frames, done);
            Position += count;
            done += count;
        }
    }

    private void Render(int count, Span<float> mix, Span<float> stems, int frames, int done)
    {
        Span<float> total = bus.AsSpan(0, 2 * count);
        Span<float> room = reverbIn.AsSpan(0, count);
        Mixdown.Clear(total);
        Mixdown.Clear(room);
        Mixdown.Clear(echoIn.AsSpan(0, 2 * count));
        Mixdown.Clear(chorusIn.AsSpan(0, count));
        Span<float> ducked = ducker.Active ? duck.AsSpan(0, count) : default;
        ducker.Fill(Position, ducked);
        Span<float> pushed = pump.ActiveAt(Position) ? pumped.AsSpan(0, count) : default;
        pump.Fill(Position, pushed);
        sampler?.Advance(Position, count);
        (bool reverbSilent, bool echoSilent, bool chorusSilent) = (true, true, true);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            Span<float> stem = StemOf(layer, count, stems, frames, done);
            if (Sounds(layer, count))
            {
                reverbSilent = false;
                echoSilent &= layers[layer].EchoSend == 0;
                chorusSilent &= layers[layer].ChorusSend == 0;
                bool stinger = layer == layers.Length - 1;
                layers[layer].Mix(Position, laneSum, stinger ? default : ducked, stinger ? default : pushed, stem, room);
                Mixdown.Add(stem, total);
                Mixdown.AddScaled(stem, layers[layer].EchoSend, echoIn);
                Mixdown.AddMono(stem, layers[layer].ChorusSend, chorusIn);
            }
            else
            {
                layers[layer].Skip(count);
                Mixdown.Clear(stem);
            }
        }

        Span<float> shared = StemOf(layers.Length, count, stems, frames, done);
        Sends sends = new()
        {
            Reverb = room, Echo = echoIn.AsSpan(0, 2 * count), Chorus = chorusIn.AsSpan(0, count),
            ReverbSilent = reverbSilent, EchoSilent = echoSilent, ChorusSilent = chorusSilent,
        };
        space.Process(Position, sends, shared);
        Mixdown.Add(shared, total);
        master.Process(Position, total, mix);
    }

    /// <summary>Renders a layer's notes; once they are over, silence for as long as its colours ring.</summary>
    private bool Sounds(int layer, int count)
    {
        bool lanes = pool.Render(layer, Position, count, laneSum);
        if (AddsSampled(layer, count, lanes) || lanes)
        {
            return true;
        }

        if (!layers[layer].Rings)
        {
            return false;
        }

        Mixdown.Clear(laneSum.AsSpan(0, count * Bank.Stride));
        return true;
    }

    private Span<float> StemOf(int stem, int count, Span<float> stems, int frames, int done) =>
        stems.IsEmpty ? scratch.AsSpan(0, 2 * count) : stems.Slice(2 * ((stem * frames) + done), 2 * count);
}
