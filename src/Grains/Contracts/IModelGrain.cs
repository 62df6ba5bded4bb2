using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// What a registry of models says, the same for all silos; the key is the registry's name. Readers keep what they were told for
/// as long as it is lent to them, so that no bar waits for this grain.
/// </summary>
[Alias("model.grain")]
public interface IModelGrain : IGrainWithStringKey
{
    /// <summary>Key of the service's own registry.</summary>
    const string Key = "models";

    /// <summary>What it says.</summary>
    /// <param name="known">Name of the state that the asker has; empty for none.</param>
    [Alias("read")]
    Task<ModelStateMessage> ReadAsync(string known);

    /// <summary>Says something else from now on; durable when it completes, and refused where it no longer said what the writer had read.</summary>
    /// <param name="read">Name of the state that the new one was made from; empty for none.</param>
    /// <param name="state">The new one: a registry's state as JSON.</param>
    /// <returns>What it says afterwards.</returns>
    [Alias("write")]
    Task<ModelStateMessage> WriteAsync(string read, byte[] state);
}
