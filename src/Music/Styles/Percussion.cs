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

    /// <summary>Low floor tom.</summary>
    public const byte LowTom = 41;

    /// <summary>Closed hi-hat.</summary>
    public const byte ClosedHat = 42;

    /// <summary>High floor tom.</summary>
    public const byte FloorTom = 43;

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

    /// <summary>Tambourine.</summary>
    public const byte Tambourine = 54;

    /// <summary>Maracas; shakers.</summary>
    public const byte Shaker = 70;

    /// <summary>Claves; small wood.</summary>
    public const byte Claves = 75;

    /// <summary>Open triangle.</summary>
    public const byte Triangle = 81;
}
