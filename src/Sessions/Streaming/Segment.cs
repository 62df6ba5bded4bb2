namespace SessionService.Sessions.Streaming;

/// <summary>How a segment's audio is encoded.</summary>
public enum AudioFormat
{
    /// <summary>One Opus packet of 20 ms, 48 kHz stereo.</summary>
    Opus = 1,

    /// <summary>Interleaved stereo 16-bit little-endian PCM at 48 kHz.</summary>
    Pcm = 2,
}

/// <summary>Which streams a listener gets.</summary>
public enum StreamSelection
{
    /// <summary>The mix alone, as stream 0.</summary>
    Mix,

    /// <summary>One stream per layer, then one for the effects they share.</summary>
    Layers,
}

/// <summary>A run of encoded audio with its place.</summary>
/// <param name="Stream">0 for the mix; 1 + layer index for a layer; the shared effects come last.</param>
/// <param name="Sequence">One more for each segment of the session and format; a jump means something was left out.</param>
/// <param name="FirstSample">Sample of the session at which it begins.</param>
/// <param name="Samples">Samples per channel.</param>
/// <param name="Bar">Bar of the first sample, from 1.</param>
/// <param name="Beat">Beat of the first sample, from 1, with a fraction.</param>
/// <param name="Format">Encoding.</param>
/// <param name="Payload">The encoded audio; never changed once made, shared by all listeners.</param>
public sealed record Segment(
    int Stream, uint Sequence, long FirstSample, int Samples, int Bar, float Beat, AudioFormat Format, ReadOnlyMemory<byte> Payload);
