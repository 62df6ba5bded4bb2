namespace SessionService.Inference.Registry;

/// <summary>A measure of melodies that a gate watches.</summary>
/// <param name="Name">Its name, as in the evaluation of a package.</param>
/// <param name="Count">Of how many events it is made.</param>
/// <param name="Value">Its value; not a number where there were no events.</param>
/// <param name="MostDrift">How far it may move from what it should be.</param>
internal readonly record struct QualityMeasure(string Name, int Count, double Value, double MostDrift)
{
    /// <summary>All measures of some bars.</summary>
    public static QualityMeasure[] Of(BarQuality bars, GateLimits limits) =>
    [
        new("melody on chord tones at strong beats", bars.Strong, (double)bars.StrongOnChord / bars.Strong, limits.ShareDrift),
        new("in-scale, melody", bars.Notes, (double)bars.InScale / bars.Notes, limits.ShareDrift),
        new("melody repeats a pitch", bars.Steps, (double)bars.Repeats / bars.Steps, limits.ShareDrift),
        new("mean interval of the melody, semitones", bars.Steps, (double)bars.Semitones / bars.Steps, limits.IntervalDrift),
    ];
}
