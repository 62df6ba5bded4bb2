namespace SessionService.Music.Styles;

/// <summary>General MIDI percussion keys the styles use.</summary>
public static class Percussion
{
    /// <summary>Bass drum.</summary>
    public const byte Kick = 36;

    /// <summary>Side stick.</summary>
    public const byte SideStick = 37;

    /// <summary>Snare.</summary>
    public const byte Snare = 38;

    /// <summary>Hand clap.</summary>
    public const byte Clap = 39;

    /// <summary>Low floor tom.</summary>
    public const byte LowTom = 41;

    /// <summary>Closed hi-hat.</summary>
    public const byte ClosedHat = 42;

    /// <summary>High floor tom.</summary>
    public const byte FloorTom = 43;

    /// <summary>Hi-hat closed by foot.</summary>
    public const byte PedalHat = 44;

    /// <summary>Low tom.</summary>
    public const byte MidTom = 45;

    /// <summary>Open hi-hat.</summary>
    public const byte OpenHat = 46;

    /// <summary>High-mid tom.</summary>
    public const byte HighTom = 48;

    /// <summary>Crash cymbal.</summary>
    public const byte Crash = 49;

    /// <summary>Ride cymbal.</summary>
    public const byte Ride = 51;

    /// <summary>Bell of the ride.</summary>
    public const byte RideBell = 53;

    /// <summary>Tambourine.</summary>
    public const byte Tambourine = 54;

    /// <summary>Splash cymbal.</summary>
    public const byte Splash = 55;

    /// <summary>Cowbell.</summary>
    public const byte Cowbell = 56;

    /// <summary>Open high conga.</summary>
    public const byte HighConga = 63;

    /// <summary>Low conga.</summary>
    public const byte LowConga = 64;

    /// <summary>Cabasa.</summary>
    public const byte Cabasa = 69;

    /// <summary>Maracas; shakers.</summary>
    public const byte Shaker = 70;

    /// <summary>Claves; small wood.</summary>
    public const byte Claves = 75;

    /// <summary>High wood block.</summary>
    public const byte WoodBlock = 76;

    /// <summary>Open triangle.</summary>
    public const byte Triangle = 81;
}
