namespace SessionService.Music.Score;

/// <summary>Who is to write a layer.</summary>
public enum LayerWriter
{
    /// <summary>The rules.</summary>
    Rules,

    /// <summary>A model, where the host has one and it is done in time; the rules in every other bar.</summary>
    Model,
}
