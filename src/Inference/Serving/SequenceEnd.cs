namespace SessionService.Inference.Serving;

/// <summary>How a sequence that was asked for ended.</summary>
public enum SequenceEnd
{
    /// <summary>It is done; its tokens count.</summary>
    Done,

    /// <summary>Its deadline came first, or could not be kept.</summary>
    Late,

    /// <summary>The queue was full.</summary>
    QueueFull,

    /// <summary>The tenant's queue was full.</summary>
    TenantQueueFull,

    /// <summary>The caller gave it up.</summary>
    Cancelled,

    /// <summary>The model's answer was not valid.</summary>
    Invalid,

    /// <summary>No device is left to run it.</summary>
    Unavailable,

    /// <summary>No model can write it: a metre it does not know, or parts it does not play. Asking again is of no use.</summary>
    Unsupported,
}
