using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Instruments;

/// <summary>Which output of the state-variable filter a lane is heard through.</summary>
internal enum FilterMode
{
    /// <summary>No filter.</summary>
    Off,

    /// <summary>Low-pass, 12 dB per octave.</summary>
    Low,

    /// <summary>Band-pass, unity at the centre.</summary>
    Band,

    /// <summary>High-pass, 12 dB per octave.</summary>
    High,

    /// <summary>Ladder, low-pass, 24 dB per octave; in the wave engine alone.</summary>
    Ladder,
}

/// <summary>Loudness over time; exponential segments.</summary>
/// <param name="AttackMs">From silence to full, at least 1 ms.</param>
/// <param name="DecayMs">Time to fall by 60 dB towards the sustain level.</param>
/// <param name="Sustain">Level held until the gate closes, 0..1; 0 ends the note by itself.</param>
/// <param name="ReleaseMs">Time to fall by 60 dB after the gate.</param>
/// <param name="Rings">The gate is ignored: struck things ring out.</param>
/// <param name="DelayMs">Silence before the attack.</param>
/// <param name="HoldMs">Time at full level between attack and decay.</param>
/// <param name="GateMs">Time after which the gate closes whatever the note's length; 0 follows the note.</param>
internal sealed record Envelope(
    double AttackMs, double DecayMs, double Sustain, double ReleaseMs, bool Rings = false,
    double DelayMs = 0, double HoldMs = 0, double GateMs = 0);

/// <summary>The filter of a lane and what moves it.</summary>
internal sealed record FilterPatch
{
    /// <summary>Which output is heard.</summary>
    public FilterMode Mode { get; init; } = FilterMode.Low;

    /// <summary>Corner or centre, Hz, at middle C, middle velocity and middle controls.</summary>
    public required double Hz { get; init; }

    /// <summary>Quality; 0.707 has no peak.</summary>
    public double Q { get; init; } = 0.707;

    /// <summary>Octaves the corner moves per octave of key.</summary>
    public double Key { get; init; }

    /// <summary>Octaves the corner is raised at the onset.</summary>
    public double Envelope { get; init; }

    /// <summary>Time in which that falls by 60 dB, ms.</summary>
    public double EnvelopeMs { get; init; } = 500;

    /// <summary>Octaves between the softest and the hardest stroke.</summary>
    public double Velocity { get; init; } = 1.5;

    /// <summary>Octaves between Brightness 0 and 1.</summary>
    public double Brightness { get; init; } = 2.5;

    /// <summary>Octaves the slow oscillator moves the corner each way.</summary>
    public double Slow { get; init; }
}

/// <summary>Strike, breath and unrest: what moves pitch and level of a lane.</summary>
internal sealed record MotionPatch
{
    /// <summary>Vibrato depth each way, cents.</summary>
    public double VibratoCents { get; init; }

    /// <summary>Rate of vibrato and tremolo, Hz.</summary>
    public double FastHz { get; init; } = 5;

    /// <summary>Time over which vibrato grows in, ms.</summary>
    public double VibratoDelayMs { get; init; } = 600;

    /// <summary>Tremolo depth, 0..1.</summary>
    public double Tremolo { get; init; }

    /// <summary>Tremolo moves between left and right instead of louder and softer.</summary>
    public bool TremoloPans { get; init; }

    /// <summary>Rate of the slow oscillator, Hz; each lane's differs a little.</summary>
    public double SlowHz { get; init; } = 0.15;

    /// <summary>Slow drift of pitch each way, cents.</summary>
    public double DriftCents { get; init; }

    /// <summary>How much of the tape's wow and flutter reaches this lane, 0..1.</summary>
    public double Wow { get; init; }

    /// <summary>Cents this lane is pulled away at Tension 1.</summary>
    public double TensionCents { get; init; }
}

/// <summary>One lane of a voice: an oscillator with its envelope, filter and place.</summary>
internal sealed record LanePatch
{
    /// <summary>Frequency as a multiple of the key's.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>Frequency in Hz that ignores the key; 0 follows the key.</summary>
    public double FixedHz { get; init; }

    /// <summary>Fine tuning, cents.</summary>
    public double Cents { get; init; }

    /// <summary>Level, dB.</summary>
    public double GainDb { get; init; }

    /// <summary>−1 left to 1 right.</summary>
    public double Pan { get; init; }

    /// <summary>Pan per octave above middle C: keyboards and harps lie from left to right.</summary>
    public double PanPerOctave { get; init; }

    /// <summary>Send to the reverb, 0..1.</summary>
    public double Send { get; init; } = 0.3;

    /// <summary>dB between the softest and the hardest stroke.</summary>
    public double VelocityDb { get; init; } = 30;

    /// <summary>Loudness over time.</summary>
    public required Envelope Amp { get; init; }

    /// <summary>Halvings of the decay per octave of key above middle C.</summary>
    public double DecayPerOctave { get; init; }

    /// <summary>The filter; null for none.</summary>
    public FilterPatch? Filter { get; init; }

    /// <summary>Movement.</summary>
    public MotionPatch Motion { get; init; } = new();

    // ---- wave engine

    /// <summary>The wave.</summary>
    public Wave Wave { get; init; } = Wave.Saw;

    /// <summary>The second wave; null for the same.</summary>
    public Wave? SecondWave { get; init; }

    /// <summary>Second wave: frequency as a multiple of the first's.</summary>
    public double SecondRatio { get; init; } = 1;

    /// <summary>Second wave: detuning, cents.</summary>
    public double SecondCents { get; init; } = 7;

    /// <summary>Second wave: level beside the first; 0 for none.</summary>
    public double SecondMix { get; init; } = 1;

    /// <summary>Width of a pulse, made of two saws a part of a turn apart, 0..1; 0 for none, a half is a square.</summary>
    public double Pulse { get; init; }

    /// <summary>How far the slow oscillator moves the width each way.</summary>
    public double PulseSweep { get; init; }

    // ---- tone engine

    /// <summary>Level of the sine.</summary>
    public double Tone { get; init; } = 1;

    /// <summary>Modulator frequency as a multiple of the carrier's.</summary>
    public double ModRatio { get; init; } = 1;

    /// <summary>Held modulation index, radians.</summary>
    public double Index { get; init; }

    /// <summary>Index added at the onset at the hardest stroke, radians.</summary>
    public double IndexStrike { get; init; }

    /// <summary>Time in which the strike's index falls by 60 dB, ms.</summary>
    public double IndexMs { get; init; } = 800;

    /// <summary>Pitch added at the onset, in multiples of the frequency.</summary>
    public double Sweep { get; init; }

    /// <summary>Time in which the sweep falls by 60 dB, ms.</summary>
    public double SweepMs { get; init; } = 60;

    /// <summary>Level of white noise.</summary>
    public double Noise { get; init; }

    /// <summary>Share of noise samples kept: below 1 makes crackle.</summary>
    public double NoiseDensity { get; init; } = 1;

    // ---- FM engine: as the tone engine, and

    /// <summary>Second modulator: frequency as a multiple of the carrier's.</summary>
    public double Mod2Ratio { get; init; } = 1;

    /// <summary>Second modulator: held index, radians.</summary>
    public double Index2 { get; init; }

    /// <summary>Second modulator: index added by the hardest stroke, radians.</summary>
    public double Index2Strike { get; init; }

    /// <summary>Second modulator: time in which the strike's index falls by 60 dB, ms.</summary>
    public double Index2Ms { get; init; } = 400;

    /// <summary>The second modulator moves the first instead of the carrier.</summary>
    public bool Stacked { get; init; }

    /// <summary>How far the second modulator moves itself, radians; 1 is nearly a saw.</summary>
    public double Feedback { get; init; }

    // ---- pluck engine

    /// <summary>Time a middle C string takes to fall by 60 dB, seconds.</summary>
    public double StringSeconds { get; init; } = 3;

    /// <summary>How much each round dulls the string, 0..1, at middle brightness.</summary>
    public double StringDamping { get; init; } = 0.35;

    /// <summary>Where the string is plucked, as a share of its length.</summary>
    public double PluckPoint { get; init; } = 0.2;

    /// <summary>How soft the finger is: 0 a plectrum or nail, 1 the side of a thumb.</summary>
    public double PluckDark { get; init; }

    // ---- bow engine: the string as in the pluck engine, the hair as noise, and

    /// <summary>Where the bow lies, as a share of the string from the bridge.</summary>
    public double BowPoint { get; init; } = 0.12;

    // ---- mode engine

    /// <summary>What rings, at most four modes.</summary>
    public Mode[] Modes { get; init; } = [];

    /// <summary>Halvings of the ring per octave of key upwards.</summary>
    public double RingPerOctave { get; init; } = 0.5;

    /// <summary>How much a soft mallet holds back high modes: halvings per octave of ratio at velocity 0.2.</summary>
    public double Softness { get; init; } = 1.5;

    /// <summary>Level of the mallet's knock.</summary>
    public double Knock { get; init; }

    /// <summary>Time in which the knock falls by 60 dB, ms.</summary>
    public double KnockMs { get; init; } = 25;

    /// <summary>Corner above which the knock falls, Hz.</summary>
    public double KnockHz { get; init; } = 1800;
}

/// <summary>A mode of something struck.</summary>
/// <param name="Ratio">Frequency as a multiple of the lane's.</param>
/// <param name="Db">Level at a hard stroke, dB.</param>
/// <param name="Seconds">Time to fall by 60 dB at middle C, seconds.</param>
internal readonly record struct Mode(double Ratio, double Db, double Seconds);
