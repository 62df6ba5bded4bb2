using SessionService.Music.Composition;

namespace SessionService.Music.Performance;

/// <summary>What a bar has to do with the scene change that follows it.</summary>
/// <param name="Role">What the bar is for.</param>
/// <param name="NextKey">Key it leads to, or null.</param>
/// <param name="Riser">Whether atmosphere rises towards the change.</param>
internal readonly record struct Departure(BarRole Role, Key? NextKey, bool Riser)
{
    /// <summary>None: an ordinary bar.</summary>
    public static Departure None => new(BarRole.Body, null, true);
}
