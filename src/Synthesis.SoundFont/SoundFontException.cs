namespace SessionService.Synthesis.SoundFont;

/// <summary>A SoundFont cannot be played here; the message says why and what to do.</summary>
public sealed class SoundFontException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong.</param>
    public SoundFontException(string message)
        : base(message)
    {
    }
}
