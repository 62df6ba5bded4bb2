using SessionService.Inference.Packages;
using SessionService.Inference.Parts;

namespace SessionService.Inference.Registry;

/// <summary>Opens what an operator set as the one writer of a process.</summary>
public static class ModelHost
{
    /// <summary>Opens the registry that the options name.</summary>
    /// <param name="options">How models are hosted.</param>
    /// <param name="writers">Makes the writer of a package; see <see cref="RegistryPartWriter"/>.</param>
    /// <param name="time">Clock of deadlines and readings.</param>
    /// <param name="notice">Is told what an operator may want to know, from any thread.</param>
    /// <returns>The writer; null where no folder is set, so that rules write everything.</returns>
    public static RegistryPartWriter? Open(
        ModelHostOptions options, Func<ModelPackage, IPartWriter> writers, TimeProvider time, Action<RegistryNotice>? notice = null) =>
        options.Folder.Length == 0
            ? null
            : new RegistryPartWriter(new ModelRegistry(options.Folder, options.Trust, options.Blobs), options, writers, time, notice);
}
