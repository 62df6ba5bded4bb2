namespace SessionService.Storage;

/// <summary>Why a store could not be opened.</summary>
public enum StoreOpenFailure
{
    /// <summary>Another process has it.</summary>
    InUse,

    /// <summary>A newer version of the service wrote it.</summary>
    TooNew,

    /// <summary>Its file is damaged.</summary>
    Damaged,

    /// <summary>It cannot be created, read or written.</summary>
    Inaccessible,

    /// <summary>It would acknowledge what a crash can take away.</summary>
    NotDurable,
}

/// <summary>A store cannot be opened; nothing in it was changed.</summary>
/// <param name="reason">Why, for programs.</param>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What the system said.</param>
public sealed class StoreOpenException(StoreOpenFailure reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public StoreOpenFailure Reason { get; } = reason;
}
