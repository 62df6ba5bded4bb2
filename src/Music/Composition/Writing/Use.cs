namespace SessionService.Music.Composition.Writing;

/// <summary>What a stream of random numbers is for; keeps uses apart. Layers add their ordinal in the high digits.</summary>
internal enum Use
{
    Line = 1,
    Colour,
    Groove,
    Drums,
    Fill,
    BassLine,
    Bass,
    Comp,
    Chords,
    ArpFigure,
    Arp,
    Motif,
    Melody,
    Lead,
    Texture,
    Swing,
    Register,
    Stinger,
    Modulation,
    Applied,
    Counter,
    Roll,
    Period,
}
