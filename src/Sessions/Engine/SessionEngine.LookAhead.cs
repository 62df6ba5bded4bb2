using SessionService.Music.Performance;
using SessionService.Synthesis.Mastering;

namespace SessionService.Sessions.Engine;

/// <content>
/// Rendering a little ahead of what is handed out, so that the limiter can look ahead while every cue is heard at exactly the
/// sample that was promised: what is promised is counted from what is rendered.
/// </content>
public sealed partial class SessionEngine
{
    /// <summary>Samples by which rendering is ahead of what is handed out.</summary>
    public const int LookAhead = PeakLimiter.Latency;

    private readonly PeakLimiter limiter = new();
    private readonly StemDelay stemDelay = new();
    private int ahead;

    // Head after the last part in which more than one renderer was heard, or one that was fading in.
    private long unrest;

    /// <summary>The sample that <see cref="Render"/> hands out next.</summary>
    public long Next => Head - ahead;

    /// <summary>
    /// Whether what is rendered next comes from one renderer at its full level, and nothing else is left in the limiter: none
    /// is fading in, out or taking over, so that another engine with that renderer goes on with the same samples.
    /// </summary>
    public bool Settled => renderer is not null && !Restless && (unrest == 0 || Head - unrest >= PeakLimiter.Memory);

    private bool Restless => renewal is not null || crossFade.Active
        || (fadeInFrom != long.MinValue && Head - fadeInFrom < ResumeFade);

    /// <summary>
    /// Renders ahead without handing anything out, at the beginning of a session, where rendering is not ahead yet: a command
    /// then comes at a sample before <see cref="LookAhead"/>.
    /// </summary>
    /// <param name="toSample">The new <see cref="Head"/>, at most <see cref="LookAhead"/> after <see cref="Next"/>.</param>
    /// <param name="marks">Receives what is worth telling.</param>
    public void Prepare(long toSample, List<Mark> marks)
    {
        int frames = (int)(toSample - Head);
        ArgumentOutOfRangeException.ThrowIfNegative(frames, nameof(toSample));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ahead + frames, LookAhead, nameof(toSample));
        Begin();
        float[] mix = new float[2 * frames], stems = new float[StemCount * 2 * frames];
        RenderAhead(frames, mix, stems, marks);
        limiter.Process(mix);
        stemDelay.Process(frames, stems);
        ahead += frames;
    }

    private void Begin()
    {
        if (NeedsResume)
        {
            throw new InvalidOperationException("The engine was restored or parked; call ResumeHere before Render.");
        }

        renderer ??= NewRenderer(Head);
    }

    // What was rendered and not handed out is forgotten: silence comes in its place.
    private void StandHere()
    {
        ahead = (int)Math.Min(LookAhead, Head);
        limiter.Reset();
        stemDelay.Clear();
    }
}
