using System.Runtime.InteropServices;
using SessionService.Listen.Playing;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Sessions.Offline;
using SessionService.Synthesis;
using SessionService.Synthesis.Mastering;

namespace SessionService.Properties.Tests.Support;

/// <summary>A storm as it sounds, with everything the renderer was told.</summary>
internal sealed class Playback
{
    private const int Slice = 960;
    private readonly List<Directive> directives = new(1_024);
    private readonly List<Mark> marks = [];
    private readonly List<float> mix = [];
    private readonly List<float> bare = [];
    private readonly Renderer renderer;
    private readonly PeakLimiter limiter = new();
    private readonly float[] block = new float[2 * Slice];
    private float[] stems = [];

    private Playback(Storm storm)
    {
        Ear = new DissonanceEar(Tape);
        Performance = Performance.Start(storm.Map, storm.Seed, new RuleComposer(), Ear);
        renderer = new Renderer(new RendererSetup(Performance.Instruments, Performance.Styles, Performance.Layers.Count, 0));
    }

    public Performance Performance { get; }

    /// <summary>Notes against their harmony.</summary>
    public DissonanceEar Ear { get; }

    /// <summary>What was written.</summary>
    public ScoreTape Tape { get; } = new();

    /// <summary>All notes the renderer was told to play.</summary>
    public List<Directive> Notes { get; } = [];

    /// <summary>Interleaved stereo.</summary>
    public ReadOnlySpan<float> Mix => CollectionsMarshal.AsSpan(mix);

    /// <summary>The sum of the layers other than textures, before effects and master.</summary>
    public ReadOnlySpan<float> WithoutTexture => CollectionsMarshal.AsSpan(bare);

    /// <summary>Every sample of every stem is a number.</summary>
    public bool StemsAreFinite { get; private set; } = true;

    /// <summary>Notes that sound now.</summary>
    public int Voices => renderer.Voices;

    /// <summary>Notes that could not be played.</summary>
    public long Dropped => renderer.DroppedNotes;

    /// <summary>Plays a storm.</summary>
    public static Playback Of(Storm storm, double seconds)
    {
        Playback playback = new(storm);
        long end = (long)(seconds * 48_000);
        foreach (TimedCommand command in storm.Commands.Where(c => c.AtSample < end))
        {
            playback.To(command.AtSample);
            playback.Performance.Apply(command.Command);
        }

        playback.To(end);
        return playback;
    }

    /// <summary>Only collects what the renderer would be told, which is many times as fast.</summary>
    public static Playback WithoutSound(Storm storm, double seconds)
    {
        Playback playback = new(storm);
        long end = (long)(seconds * 48_000);
        foreach (TimedCommand command in storm.Commands.Where(c => c.AtSample < end))
        {
            playback.Collect(command.AtSample);
            playback.Performance.Apply(command.Command);
        }

        playback.Collect(end);
        return playback;
    }

    /// <summary>Renders on without telling the renderer anything new, as if the session had been ended.</summary>
    public void RingOut(double seconds)
    {
        for (long left = (long)(seconds * 48_000); left > 0; left -= Slice)
        {
            Render(Slice);
        }
    }

    /// <summary>Last sample at which a note is held.</summary>
    public long LastNoteEnd => Notes.Count > 0 ? Notes.Max(note => note.Sample + note.Length) : 0;

    /// <summary>First sample not yet rendered.</summary>
    public long Head => renderer.Position;

    private void To(long sample)
    {
        while (renderer.Position < sample)
        {
            int frames = (int)Math.Min(Slice, sample - renderer.Position);
            Collect(renderer.Position + frames);
            renderer.Schedule(CollectionsMarshal.AsSpan(directives));
            Render(frames);
        }
    }

    private void Collect(long sample)
    {
        directives.Clear();
        marks.Clear();
        Performance.Advance(sample, directives, marks);
        Notes.AddRange(directives.Where(d => d.Kind == DirectiveKind.Note));
    }

    private void Render(int frames)
    {
        int length = renderer.StemCount * 2 * frames;
        stems = stems.Length < length ? new float[length] : stems;
        Span<float> stemSpan = stems.AsSpan(0, length);
        renderer.Process(frames, block.AsSpan(0, 2 * frames), stemSpan);
        limiter.Process(block.AsSpan(0, 2 * frames));
        mix.AddRange(block.AsSpan(0, 2 * frames));
        StemsAreFinite &= !stemSpan.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
        CollectionsMarshal.SetCount(bare, mix.Count);
        Span<float> sum = CollectionsMarshal.AsSpan(bare)[^(2 * frames)..];
        sum.Clear();
        for (int layer = 0; layer < Performance.Layers.Count; layer++)
        {
            if (Performance.Layers[layer].Part != Part.Texture)
            {
                Accumulate(stemSpan.Slice(layer * 2 * frames, 2 * frames), sum);
            }
        }
    }

    private static void Accumulate(ReadOnlySpan<float> one, Span<float> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += one[i];
        }
    }
}
