namespace SessionService.Music.Performance;

/// <summary>Decibels of amplitude.</summary>
internal static class Decibels
{
    /// <summary>The factor a level stands for.</summary>
    public static double ToFactor(double db) => Math.Pow(10, db / 20);
}
