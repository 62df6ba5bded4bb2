using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Writing;
using SessionService.Synthesis;
using SessionService.Synthesis.Sampled;

namespace SessionService.Sessions.Engine;

/// <summary>
/// One session's music from commands to samples: a performance and the renderer that plays it. Live playing and
/// offline replay both run this class, so the same commands at the same samples give the same PCM. Not thread-safe.
/// </summary>
public sealed partial class SessionEngine
{
    /// <summary>Samples over which an engine that goes on in the middle of the music fades in: 50 ms.</summary>
    public const int ResumeFade = 2_400;

    private readonly IComposer composer;
    private readonly ISampleLibrary? samples;
    private readonly ulong seed;
    private readonly List<Directive> directives = new(1_024);
    private readonly CrossFade crossFade = new();
    private VersionMove? move;
    private Renderer? renderer;
    private long fadeInFrom = long.MinValue;

    /// <summary>Starts a session at sample 0.</summary>
    /// <param name="map">Its adaptive map.</param>
    /// <param name="version">Number of the project version the map is; 0 for an inline map.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="composer">Writes the bars.</param>
    /// <param name="observer">Is told of every bar; may be null.</param>
    /// <param name="samples">Recorded instruments that take the place of built-in ones; null for none.</param>
    public SessionEngine(
        AdaptiveMap map, int version, ulong seed, IComposer composer, IBarObserver? observer = null, ISampleLibrary? samples = null)
    {
        this.composer = composer;
        memory = new BarMemory(observer);
        this.samples = samples;
        this.seed = seed;
        Version = version;
        Performance = Performance.Start(map, seed, composer, memory);
    }

    /// <summary>An engine at the start of a session of the register.</summary>
    /// <param name="record">The session.</param>
    /// <param name="composer">Writes the bars.</param>
    /// <param name="samples">Recorded instruments; null for none.</param>
    /// <exception cref="InvalidDataException">Its map no longer reads.</exception>
    public static SessionEngine For(SessionRecord record, IComposer composer, ISampleLibrary? samples = null) =>
        new(LogReplay.ReadMap(record.MapJson), record.Version, record.Seed, composer, samples: samples);

    /// <summary>Seed of all randomness.</summary>
    public ulong Seed => seed;

    /// <summary>What the recorded instruments are, see <see cref="ISampleLibrary.Fingerprint"/>; null where there are none.</summary>
    public string? Samples => samples?.Fingerprint;

    /// <summary>The project version that plays; 0 for an inline map.</summary>
    public int Version { get; private set; }

    /// <summary>The performance that decides what sounds when.</summary>
    public Performance Performance { get; private set; }

    /// <summary>
    /// First sample that is not decided yet: commands are applied here. Rendering is ahead of what <see cref="Render"/> hands out
    /// by <see cref="LookAhead"/>, so a cue at this sample can still be heard at exactly this sample.
    /// </summary>
    public long Head => Performance.Head;

    /// <summary>
    /// Whether rendering now would begin in the middle of the music: the session was restored or put away, so
    /// <see cref="ResumeHere"/> must be called, and logged, before <see cref="Render"/>.
    /// </summary>
    public bool NeedsResume => renderer is null && Head > 0;

    /// <summary>Stems that <see cref="Render"/> can deliver: one per layer and one for the shared effects.</summary>
    public int StemCount => Performance.Layers.Count + 1;

    /// <summary>Applies a command at <see cref="Head"/>.</summary>
    /// <returns>Where it will be heard.</returns>
    public Acknowledgement Apply(Command command) => Performance.Apply(command);

    /// <summary>
    /// Moves to another version of the map at the next bar line after <see cref="Head"/>. A move that is still pending is
    /// replaced.
    /// </summary>
    /// <param name="commandId">Id of the command that asked for it.</param>
    /// <param name="version">Number of the new version.</param>
    /// <param name="map">The new map.</param>
    public Acknowledgement MoveTo(string commandId, int version, AdaptiveMap map)
    {
        IReadOnlyList<string> superseded = move is { } pending ? [pending.CommandId] : [];
        long sample = Performance.NextBarLine;
        var position = Performance.Timeline.PositionAt(sample);
        var cue = new Cue(
            CueKind.Version,
            version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            sample,
            position.Bar,
            position.Beat);
        move = new VersionMove(commandId, version, map, cue);
        return new Acknowledgement(commandId, CommandStatus.Accepted, Head, [cue], null, superseded);
    }

    /// <summary>Goes forward without rendering, to restore a session from its log. Drops the renderer.</summary>
    /// <param name="toSample">Where to; not before <see cref="Head"/>.</param>
    public void Skip(long toSample)
    {
        Park();
        if (move is { } pending && pending.Cue.Sample < toSample)
        {
            Performance.Skip(pending.Cue.Sample);
            Switch(pending);
        }

        Performance.Skip(toSample);
        StandHere();
    }

    /// <summary>
    /// Makes a fresh renderer at <see cref="Head"/> and fades in over <see cref="ResumeFade"/>. Everything that should be
    /// sounding is started again; reverberation from before is not.
    /// </summary>
    public void ResumeHere()
    {
        BeginHere();
        fadeInFrom = Head;
    }

    /// <summary>Lets go of the renderer and its memory; the next rendering needs <see cref="ResumeHere"/>.</summary>
    public void Park()
    {
        renderer = null;
        renewal = null;
        crossFade.Drop();
        StandHere();
    }

    /// <summary>Renders on and hands out the samples from <see cref="Next"/> on.</summary>
    /// <param name="frames">How many samples per channel.</param>
    /// <param name="mix">Interleaved stereo, 2 × <paramref name="frames"/> values.</param>
    /// <param name="stems">Empty, or <see cref="StemCount"/> × 2 × <paramref name="frames"/> values, stem after stem.</param>
    /// <param name="marks">Receives what is worth telling about the samples that are decided by this.</param>
    public void Render(int frames, Span<float> mix, Span<float> stems, List<Mark> marks)
    {
        Begin();
        if (ahead < LookAhead)
        {
            Prepare(Next + LookAhead, marks);
        }

        RenderAhead(frames, mix, stems, marks);
        limiter.Process(mix[..(2 * frames)]);
        stemDelay.Process(frames, stems);
    }

    private void RenderAhead(int frames, Span<float> mix, Span<float> stems, List<Mark> marks)
    {
        int done = 0;
        while (done < frames)
        {
            int part = frames - done;
            if (move is { } pending && pending.Cue.Sample < Head + part)
            {
                part = (int)Math.Max(0, pending.Cue.Sample - Head);
                if (part == 0)
                {
                    TakeMove(pending, marks);
                    continue;
                }
            }

            RenderPart(done, part, frames, mix, stems, marks);
            done += part;
        }
    }

    private void RenderPart(int from, int part, int frames, Span<float> mix, Span<float> stems, List<Mark> marks)
    {
        long first = Head;
        directives.Clear();
        bool restless = Restless;
        Performance.Advance(first + part, directives, marks);
        unrest = restless ? Head : unrest;
        Schedule();
        Span<float> into = mix.Slice(2 * from, 2 * part);
        if (stems.IsEmpty)
        {
            Play(part, into, []);
        }
        else
        {
            RenderStems(from, part, frames, into, stems);
        }

        crossFade.Apply(part, into);
        FadeIn(first, into);
    }

    private void RenderStems(int from, int part, int frames, Span<float> mix, Span<float> stems)
    {
        if (part == frames)
        {
            Play(part, mix, stems);
            return;
        }

        // A part of a slice: the renderer lays stems out by its own length, the caller by the slice's.
        float[] scratch = System.Buffers.ArrayPool<float>.Shared.Rent(StemCount * 2 * part);
        Span<float> own = scratch.AsSpan(0, renderer!.StemCount * 2 * part);
        Play(part, mix, own);
        for (int stem = 0; stem < Math.Min(renderer.StemCount, stems.Length / (2 * frames)); stem++)
        {
            own.Slice(stem * 2 * part, 2 * part).CopyTo(stems.Slice((stem * 2 * frames) + (2 * from), 2 * part));
        }

        System.Buffers.ArrayPool<float>.Shared.Return(scratch);
    }

    private void TakeMove(VersionMove pending, List<Mark> marks)
    {
        // The new one begins here for everybody: what was to take over from the old one is of no use any more.
        renewal = null;
        crossFade.Begin(renderer!);
        Switch(pending);
        renderer = RendererHere();
        marks.Add(new CueMark(Head, pending.CommandId, pending.Cue));
    }

    private void Switch(VersionMove pending)
    {
        Performance = Performance.Continue(Performance, pending.Map);
        Version = pending.Version;
        memory.Clear();
        move = null;
    }

    // A renderer that begins at the head, told everything that should be sounding.
    private Renderer RendererHere()
    {
        Renderer made = NewRenderer(Head);
        directives.Clear();
        Performance.Restate(directives);
        made.Schedule(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(directives));
        return made;
    }

    private Renderer NewRenderer(long first) => new(
        new RendererSetup(Performance.Instruments, Performance.Styles, Performance.Layers.Count, first) { Samples = samples });

    private void FadeIn(long first, Span<float> mix)
    {
        if (first - fadeInFrom >= ResumeFade || fadeInFrom == long.MinValue)
        {
            return;
        }

        for (int i = 0; i < mix.Length / 2; i++)
        {
            float gain = Math.Min(1f, (first - fadeInFrom + i) / (float)ResumeFade);
            mix[2 * i] *= gain;
            mix[(2 * i) + 1] *= gain;
        }
    }
}
