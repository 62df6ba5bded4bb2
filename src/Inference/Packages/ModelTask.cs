namespace SessionService.Inference.Packages;

/// <summary>What a model does, as its package says it.</summary>
public static class ModelTask
{
    /// <summary>Writes notes of a bar.</summary>
    public const string Score = "score-lm";

    /// <summary>Writes sound as codes of a codec, frame by frame.</summary>
    public const string Codec = "codec-lm";
}
