namespace SessionService.Music.Score;

/// <summary>Who is to write a layer.</summary>
public enum LayerWriter
{
    /// <summary>The rules.</summary>
    Rules,

    /// <summary>A model, where the host has one and it is done in time; the rules in every other bar.</summary>
    Model,

    /// <summary>An audio-token model, where the host has one and it is done in time: it makes the layer's sound itself. The rules in every other bar.</summary>
    Codec,
}
