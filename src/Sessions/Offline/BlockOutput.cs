using SessionService.Music.Performance;
using SessionService.Sessions.Engine;

namespace SessionService.Sessions.Offline;

/// <summary>Renders an engine forward in blocks into a sink, with buffers of its own.</summary>
internal sealed class BlockOutput(SessionEngine engine, bool withStems, AudioSink sink, int block, OfflineWriter? writer = null)
{
    private readonly float[] mix = new float[2 * block];
    private readonly List<Mark> marks = [];
    private float[] stems = [];

    /// <summary>Renders until a command can be applied at a sample.</summary>
    public void RenderTo(long sample)
    {
        HandOut(sample - SessionEngine.LookAhead);
        if (engine.Head < sample)
        {
            // Only in the first milliseconds of a session.
            writer?.WriteAhead(engine);
            marks.Clear();
            engine.Prepare(sample, marks);
        }
    }

    /// <summary>Renders until everything before a sample has been handed out.</summary>
    public void HandOut(long sample)
    {
        while (engine.Next < sample)
        {
            writer?.WriteAhead(engine);
            int frames = (int)Math.Min(block, sample - engine.Next);
            Span<float> stemSpan = Stems(frames);
            Span<float> mixSpan = mix.AsSpan(0, 2 * frames);
            marks.Clear();
            engine.Render(frames, mixSpan, stemSpan, marks);
            sink(mixSpan, stemSpan);
        }
    }

    private Span<float> Stems(int frames)
    {
        if (!withStems)
        {
            return [];
        }

        int length = engine.StemCount * 2 * frames;
        if (stems.Length < length)
        {
            stems = new float[length];
        }

        return stems.AsSpan(0, length);
    }
}
