namespace SessionService.Audio.Wav;

/// <summary>How samples stand in a WAV file.</summary>
public enum WavFormat
{
    /// <summary>Signed 16-bit.</summary>
    Pcm16,

    /// <summary>Signed 24-bit, packed.</summary>
    Pcm24,

    /// <summary>IEEE 754 32-bit, full scale ±1, not clamped.</summary>
    Float32,
}

/// <summary>A WAV stream that is broken, or beyond what is read here.</summary>
/// <param name="message">What was found and what was expected.</param>
/// <param name="offset">Byte of the stream at which it stands.</param>
public sealed class WavException(string message, long offset) : Exception($"{message} (at byte {offset})")
{
    /// <summary>Byte of the stream at which the fault stands.</summary>
    public long Offset { get; } = offset;
}
