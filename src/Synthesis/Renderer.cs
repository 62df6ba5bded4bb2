using SessionService.Music.Performance;
using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Inserts;
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
    private readonly DriveRack drives;
    private readonly Bus bus = new();
    private readonly float[] duck = new float[LayerSums.Room], pumped = new float[LayerSums.Room];
    private readonly float[] sharedLeft = new float[LayerSums.Room], sharedRight = new float[LayerSums.Room];
    private readonly long first;
    private ControlFrame frame;

    /// <summary>Builds a renderer.</summary>
    /// <param name="setup">Instruments, styles, layers, and where to begin.</param>
    /// <exception cref="ArgumentException">An instrument or style is unknown, or a number out of range.</exception>
    public Renderer(RendererSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Layers is < 1 or > 32 || setup.FirstSample < 0)
        {
            throw new ArgumentException("There must be a layer and at most 32, and no sample before the first.", nameof(setup));
        }

        instruments = [.. setup.Instruments.Select(InstrumentCatalogue.Get)];
        instrumentGains = [.. instruments.Select(i => (float)Dsp.Curve.Gain(i.LevelDb))];
        styles = [.. setup.Styles.Select(StyleSound.Of)];
        StyleSound opening = styles.Length > 0 ? styles[0] : StyleSound.Neutral;
        pool = new VoicePool(setup.Layers);
        sampler = OpenSampler(setup, instruments);
        recorded = sampler is null ? [] : [.. instruments.Select(i => Bare(setup, i))];
        drives = new DriveRack(setup.Layers);
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
    /// <param name="mix">Receives interleaved stereo, 2 × <paramref name="frames"/>; <see cref="PeakLimiter"/> comes after it.</param>
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
        bus.Begin();
        Span<float> ducked = ducker.Active ? duck : default;
        ducker.Fill(Position, ducked.IsEmpty ? default : ducked[..count]);
        Span<float> pushed = pump.ActiveAt(Position) ? pumped : default;
        pump.Fill(Position, pushed, pushed.IsEmpty ? 0 : count);
        uint heard = Colour(count);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            Span<float> stem = StemOf(layer, count, stems, frames, done);
            if ((heard & (1u << layer)) != 0)
            {
                bool stinger = layer == layers.Length - 1;
                layers[layer].Mix(layer, count, stinger ? default : ducked, stinger ? default : pushed, pool.Sums, bus);
                Mixdown.Interleave(pool.Sums.Left(layer), pool.Sums.Right(layer), stem);
            }
            else
            {
                layers[layer].Skip(count);
                stem.Clear();
            }
        }

        space.Process(Position, count, bus, sharedLeft, sharedRight);
        Mixdown.Interleave(sharedLeft, sharedRight, StemOf(layers.Length, count, stems, frames, done));
        Mixdown.Add(sharedLeft, bus.Left, count);
        Mixdown.Add(sharedRight, bus.Right, count);
        master.Process(Position, bus.Left, bus.Right, mix);
    }

    /// <summary>Renders all notes, colours and drives the layers.</summary>
    /// <returns>Bit n is set for layers that are heard: their notes sound or their colours ring.</returns>
    private uint Colour(int count)
    {
        uint heard = 0, driven = 0;
        pool.Render(Position, count);
        sampler?.Advance(Position, count);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            AddSampled(layer, count);
            bool sounds = pool.Sums.Has(layer);
            if (!sounds && layers[layer].Rings)
            {
                pool.Sums.Clear(layer);
                sounds = true;
            }

            if (sounds)
            {
                heard |= 1u << layer;
                layers[layer].Colour(Position, layer, count, pool.Sums);
                driven |= layers[layer].Saturates ? 1u << layer : 0;
            }
        }

        Saturate(driven, count);
        return heard;
    }

    private void Saturate(uint driven, int count)
    {
        uint fading = 0;
        for (int layer = 0; layer < layers.Length; layer++)
        {
            if ((driven & (1u << layer)) != 0 && layers[layer].Fade.Moves(layers[layer].Wanted))
            {
                fading |= 1u << layer;
                layers[layer].Fade.Keep(layer, count, pool.Sums);
            }
        }

        drives.Process(driven, count, pool.Sums);
        for (int layer = 0; fading != 0 && layer < layers.Length; layer++)
        {
            if ((fading & (1u << layer)) != 0)
            {
                layers[layer].Fade.Blend(layers[layer].Wanted, layer, count, pool.Sums);
            }
        }
    }

    private static Span<float> StemOf(int stem, int count, Span<float> stems, int frames, int done) =>
        stems.IsEmpty ? default : stems.Slice(2 * ((stem * frames) + done), 2 * count);
}
