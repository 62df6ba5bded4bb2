namespace SessionService.Music.Score;

/// <summary>The musical function of a layer; each has its own part writer.</summary>
public enum Part
{
    /// <summary>Drum kit and percussion; pitches are General MIDI percussion keys.</summary>
    Drums,

    /// <summary>The lowest voice.</summary>
    Bass,

    /// <summary>Harmony: comping or pads.</summary>
    Chords,

    /// <summary>Broken chords in even values.</summary>
    Arp,

    /// <summary>The melody.</summary>
    Lead,

    /// <summary>Atmosphere: noise, drones, swells.</summary>
    Texture,

    /// <summary>A second melody against the first.</summary>
    Counter,
}
