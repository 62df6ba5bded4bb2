namespace SessionService.Music.Styles.OrchestralTension;

/// <summary>Orchestral tension: who plays, how loud and where.</summary>
internal static class OrchestralTensionStyle
{
    public static Style Create() => new(
        "orchestral-tension",
        "Something is coming: ostinati, tremolo strings, low drums.",
        108,
        Ensemble.Of(
            ("tension-kit", -11), ("contrabass", -9), ("tremolo-strings", -10),
            ("pizzicato", -11), ("oboe", -12), ("cluster-texture", -19), ("solo-cello", -13)),
        new InstrumentChoice("tubular-bells", -10),
        new SpaceSettings(2.8, 0.35, 25, 0.34, 1.0, 0.2, 0.06))
    {
        Idiom = OrchestralTensionIdiom.Create(),
        Mix = new() { TrimDb = 6.4, RestDb = 6.5, FullDb = -3, HighDb = -1.5 },
    };
}
