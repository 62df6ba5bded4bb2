namespace SessionService.Inference.Codec;

/// <summary>How an audio-token model writes bars.</summary>
public sealed record CodecWriterOptions
{
    /// <summary>Frames before a bar that the model is told, at most: those of the bar before. 128.</summary>
    public int History { get; init; } = 128;

    /// <summary>How clear beats must be for the sound to be laid on them; see <see cref="BeatPhase.Clearness"/>. 4.</summary>
    public double Clearness { get; init; } = 4;

    /// <summary>How far, in seconds, beats may be from ours before the sound is laid anew at a bar line. 20 ms.</summary>
    public double Drift { get; init; } = 0.02;
}
