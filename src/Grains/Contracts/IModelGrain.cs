using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// What the registry of models says, the same for all silos; the key is the registry's name. It reads the store where the registry
/// is, so that not every silo does; askers keep what they were told for as long as it is lent to them, so that no bar waits here.
/// </summary>
[Alias("model.grain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Key of the service's own registry.</summary>
    const string Key = "models";

    /// <summary>What it says.</summary>
    /// <param name="known">Name of the state that the asker has; empty for none.</param>
    /// <param name="look">Whether to look at once: the asker has just changed it.</param>
    [Alias("read")]
    Task<ModelStateMessage> ReadAsync(string known, bool look);
}
