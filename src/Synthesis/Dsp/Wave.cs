namespace SessionService.Synthesis.Dsp;

/// <summary>One period of a sound, as harmonics; see <see cref="Wavetables"/>.</summary>
internal enum Wave
{
    /// <summary>Every harmonic: strings, brass, most synthesisers.</summary>
    Saw,

    /// <summary>Odd harmonics, hollow.</summary>
    Square,

    /// <summary>Odd harmonics that fall fast: soft, flute-like.</summary>
    Triangle,

    /// <summary>The fundamental alone.</summary>
    Sine,

    /// <summary>A pulse a quarter wide: the nasal lead of game consoles.</summary>
    Pulse25,

    /// <summary>A pulse an eighth wide: thinner still.</summary>
    Pulse12,

    /// <summary>A triangle of sixteen steps up and sixteen down, as a four-bit counter makes it.</summary>
    SteppedTriangle,

    /// <summary>Drawbars 88 8000 000, a fundamental of 16 feet: round.</summary>
    OrganRound,

    /// <summary>Drawbars 88 8800 008 with a hint of the rest: full.</summary>
    OrganFull,

    /// <summary>Drawbars 80 8808 000: the short organ stabs of dance music.</summary>
    OrganStab,

    /// <summary>A free reed: strong low harmonics, a long even tail.</summary>
    Reed,

    /// <summary>A conical double reed: the third to fifth harmonic above the first.</summary>
    Oboe,

    /// <summary>A flute: two strong harmonics, the rest far below.</summary>
    Flute,
}
