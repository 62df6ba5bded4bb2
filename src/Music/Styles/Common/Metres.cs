using SessionService.Music.Time;

namespace SessionService.Music.Styles.Common;

/// <summary>Metres that patterns are written for besides 4/4.</summary>
internal static class Metres
{
    /// <summary>Three quarters, the first of which is heavy.</summary>
    public static Metre Waltz { get; } = new(3, 4);

    /// <summary>Two beats of three eighths.</summary>
    public static Metre Six { get; } = new(6, 8);

    /// <summary>Three quarters and two.</summary>
    public static Metre Five { get; } = new(5, 4);

    /// <summary>Two eighths, two and three.</summary>
    public static Metre Seven { get; } = new(7, 8);
}
