namespace SessionService.Sessions.Engine;

/// <summary>
/// Which composer, synthesiser and director play a log. A log says which one played it; another version makes other
/// samples of the same log, and whoever replays it must be told.
/// </summary>
public static class EngineVersion
{
    /// <summary>
    /// This one. To be raised with every release in which any map, seed and log sound otherwise than before: the golden
    /// renders show that.
    /// </summary>
    public const int Current = 6;

    /// <summary>The version of logs that name none.</summary>
    public const int Unnamed = 1;
}
