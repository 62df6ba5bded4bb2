namespace SessionService.Inference.Registry;

/// <summary>How far a version of a model has come.</summary>
public enum ModelStage
{
    /// <summary>It is there, and plays for nobody but projects that are pinned to it.</summary>
    Candidate,

    /// <summary>It plays for a share of the sessions, beside the live version.</summary>
    Canary,

    /// <summary>It plays.</summary>
    Live,

    /// <summary>It was withdrawn and plays for nobody.</summary>
    Retired,
}
