namespace SessionService.Inference.Packages;

/// <summary>Frames and codes of an audio-token model.</summary>
/// <param name="Codebooks">Codes of a frame.</param>
/// <param name="CodebookSize">Codes to choose from, 0 to this less 1.</param>
/// <param name="None">What stands where there is no code yet.</param>
/// <param name="Delays">By how many steps each codebook is written later than its frame, not negative, the least of them 0.</param>
/// <param name="SampleRate">Of the decoder, Hz.</param>
/// <param name="Channels">Of the decoder, 1 or 2.</param>
/// <param name="SamplesPerFrame">Samples of a frame in each channel.</param>
/// <param name="StyleWidth">Numbers of a style.</param>
/// <param name="DecoderLeft">Frames before the one it makes that the decoder looks at.</param>
/// <param name="DecoderRight">Frames after it.</param>
public sealed record CodecShape(
    int Codebooks, int CodebookSize, int None, IReadOnlyList<int> Delays, int SampleRate, int Channels, int SamplesPerFrame, int StyleWidth,
    int DecoderLeft, int DecoderRight)
{
    /// <summary>The largest delay.</summary>
    public int LongestDelay => Delays.Max();

    /// <summary>Frames of a second.</summary>
    public double FramesPerSecond => SampleRate / (double)SamplesPerFrame;
}
