namespace SessionService.Music.Adaptation.Reading;

/// <summary>Names of tonics.</summary>
internal static class Tonics
{
    private static readonly int[] Classes = [0, 1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11];

    /// <summary>The names: C to B with a sharp or a flat.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B"];

    /// <summary>Pitch class of one of the names.</summary>
    public static int PitchClass(string name) => Classes[Names.ToList().IndexOf(name)];
}
