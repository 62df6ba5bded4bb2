namespace SessionService.Music.Styles;

/// <summary>How a style's layers are brought together.</summary>
public sealed record MixSettings
{
    /// <summary>What brings the mix to the target loudness at middle controls, dB; measured. The master moves up to 9 dB from there.</summary>
    public double TrimDb { get; init; }

    /// <summary>What is added to that while energy is 0, in proportion from a half down, dB; measured.</summary>
    public double RestDb { get; init; }

    /// <summary>What is added to that while energy is 1, in proportion from a half up, dB; measured.</summary>
    public double FullDb { get; init; }

    /// <summary>How far the bass drum pushes pads, chords and bass down, dB, 0 or more; 0 for not at all.</summary>
    public double PumpDb { get; init; }

    /// <summary>Time in which they come back, in beats of a quarter note.</summary>
    public double PumpBeats { get; init; } = 0.75;

    /// <summary>Width of the stereo image above the bass, 0 (mono) to 1.5; 1 leaves it alone.</summary>
    public double Width { get; init; } = 1;

    /// <summary>What lies under 200 Hz or so is made louder by, dB.</summary>
    public double LowDb { get; init; }

    /// <summary>What lies over 4 kHz or so is made louder by, dB.</summary>
    public double HighDb { get; init; }
}
