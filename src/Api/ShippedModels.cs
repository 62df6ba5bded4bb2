using SessionService.Api.Cli;
using SessionService.Api.Pages;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;

namespace SessionService.Api;

/// <summary>
/// Puts the model that comes with the service into a registry that does not know it yet: the first version at once, a later one as a
/// candidate, for an operator to promote. What an operator took back stays as it is.
/// </summary>
/// <param name="paths">Where the service's own files are.</param>
/// <param name="options">What the operator set.</param>
/// <param name="logger">Is told what came in, or why not.</param>
internal sealed partial class ShippedModels(SitePaths paths, ServiceOptions options, ILogger<ShippedModels> logger) : BackgroundService
{
    private const string Name = "score-preview";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (paths.Models is not { } shipped || !Directory.Exists(Path.Combine(shipped, Name)))
        {
            return;
        }

        try
        {
            // Reading and checking a package takes a second of processor time: nobody waits for it.
            await Task.Run(() => InstallAsync(Path.Combine(shipped, Name), stoppingToken), stoppingToken);
        }
        catch (Exception fault) when (fault is RegistryException or PackageException or IOException or UnauthorizedAccessException)
        {
            LogNot(logger, fault.Message);
        }
        catch (OperationCanceledException)
        {
            // The service stops before it has begun.
        }
    }

    private async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        if (ModelSettings.RegistryOf(options) is not { } registry)
        {
            return;
        }

        ModelEntry? known = (await registry.ReadAsync(cancellation)).Find(Name);
        using StagedPackage package = await ModelSource.OpenAsync(registry, folder, mayDownload: false, cancellation);
        string version = package.Package.Manifest.Version;
        if (known?.Find(version) is not null)
        {
            return;
        }

        using (OnnxStepModel model = OnnxStepModel.Load(package.Package, new OnnxOptions { Slots = 2 }))
        {
            PackageCheck.Require(package.Package, model);
        }

        ChangeNote note = new(DateTimeOffset.UtcNow, "service", "comes with the service");
        Transition made = await registry.AddAsync(package, note, cancellation);
        if (made.Refusal is null && known is null)
        {
            made = await registry.ChangeAsync(state => state.Promote(Name, version, anyway: false, note), cancellation);
        }

        if (made.Refusal is { } refusal)
        {
            LogNot(logger, refusal);
        }
        else
        {
            LogIn(logger, Name, version, known is null ? "live" : "a candidate");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Models: {Name} {Version} came in with the service and is {Stage}")]
    private static partial void LogIn(ILogger logger, string name, string version, string stage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models: the service's own model is not used: {Reason}")]
    private static partial void LogNot(ILogger logger, string reason);
}
