using SessionService.Sessions.Hosting;

namespace SessionService.Sessions.Streaming;

/// <summary>
/// One encoding of a session (a format and a selection of streams), made once however many listen. Not thread-safe.
/// </summary>
internal sealed class Channel : IDisposable
{
    private readonly List<StreamEncoder> encoders = [];
    private readonly AudioFormat format;
    private readonly StreamSelection selection;

    public Channel(AudioFormat format, StreamSelection selection)
    {
        this.format = format;
        this.selection = selection;
    }

    /// <summary>Segments kept for those who join or resume.</summary>
    public SegmentRing Ring { get; } = new();

    /// <summary>Listeners of this encoding.</summary>
    public List<Listener> Listeners { get; } = [];

    /// <summary>Whether it is made although nobody takes it, so that its encoders know what comes before the first listener.</summary>
    public bool Primed { get; set; }

    /// <summary>Whether anyone needs it made.</summary>
    public bool Wanted => Primed || Listeners.Count > 0;

    /// <summary>How it is asked for.</summary>
    public ListenRequest Request => new(format, selection, null);

    /// <summary>Whether it needs the stems rendered.</summary>
    public bool NeedsStems => Wanted && selection == StreamSelection.Layers;

    /// <summary>Whether a listener with this request belongs here.</summary>
    public bool Serves(ListenRequest request) => request.Format == format && request.Streams == selection;

    /// <summary>Encodes one slice and hands each segment to <paramref name="publish"/>.</summary>
    public void Encode(
        ReadOnlySpan<float> mix, ReadOnlySpan<float> stems, long firstSample, int bar, float beat, Action<Segment> publish)
    {
        if (selection == StreamSelection.Mix)
        {
            publish(Encoder(0).Encode(mix, firstSample, bar, beat));
            return;
        }

        int count = stems.Length / mix.Length;
        for (int stem = 0; stem < count; stem++)
        {
            ReadOnlySpan<float> pcm = stems.Slice(stem * mix.Length, mix.Length);
            publish(Encoder(stem).Encode(pcm, firstSample, bar, beat));
        }
    }

    /// <summary>Forgets what encoders remember: what comes next does not follow what came before.</summary>
    public void Reset()
    {
        foreach (StreamEncoder encoder in encoders)
        {
            encoder.Dispose();
        }

        encoders.Clear();
        Ring.Clear();
    }

    public void Dispose() => Reset();

    private StreamEncoder Encoder(int index)
    {
        while (encoders.Count <= index)
        {
            encoders.Add(new StreamEncoder(format, selection == StreamSelection.Mix ? 0 : encoders.Count + 1));
        }

        return encoders[index];
    }
}
