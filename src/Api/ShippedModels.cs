using SessionService.Api.Cli;
using SessionService.Api.Pages;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Sessions.Ports;

namespace SessionService.Api;

/// <summary>
/// Puts the model that comes with the service into a registry that does not know it yet: the first version at once, a later one as a
/// candidate, for an operator to promote. What an operator took back stays as it is.
/// </summary>
/// <param name="paths">Where the service's own files are.</param>
/// <param name="options">What the operator set.</param>
/// <param name="logger">Is told what came in, or why not.</param>
/// <param name="blobs">The service's blobs, where a registry may be that processes share; null for those in the data folder.</param>
internal sealed partial class ShippedModels(SitePaths paths, ServiceOptions options, ILogger<ShippedModels> logger, IBlobStore? blobs = null)
    : BackgroundService
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
        if (ModelSettings.RegistryOf(options, blobs) is not { } registry)
        {
            return;
        }

        // Read in place first: at every start but the first there is nothing to copy.
        string version = ModelPackage.Read(folder, registry.Trust).Manifest.Version;
        ChangeNote note = new(DateTimeOffset.UtcNow, "service", "comes with the service");
        if ((await registry.ReadAsync(cancellation)).Find(Name)?.Find(version) is null)
        {
            Transition added = await AddAsync(registry, folder, note, cancellation);

            // Processes that share a registry may start together: then another was faster, and that is no trouble.
            if (added.Refusal is null || (await registry.ReadAsync(cancellation)).Find(Name)?.Find(version) is null)
            {
                Tell(added, version, "a candidate");
            }
        }

        if ((await registry.ReadAsync(cancellation)).Find(Name) is { } model && NeverPlayed(model))
        {
            Transition promoted = await registry.ChangeAsync(state => state.Promote(Name, version, anyway: false, note), cancellation);
            if (promoted.Refusal is null || ((await registry.ReadAsync(cancellation)).Find(Name) is { } still && NeverPlayed(still)))
            {
                Tell(promoted, version, "live");
            }
        }
    }

    private static async Task<Transition> AddAsync(ModelRegistry registry, string folder, ChangeNote note, CancellationToken cancellation)
    {
        using StagedPackage package = await ModelSource.OpenAsync(registry, folder, mayDownload: false, cancellation);
        ModelsIntake.Check(package.Package);
        return await registry.AddAsync(package, note, cancellation);
    }

    // Nobody has decided anything about it yet, not even by taking it back.
    private static bool NeverPlayed(ModelEntry model) => model.Versions.All(version => version.Stage == ModelStage.Candidate);

    private void Tell(Transition made, string version, string stage)
    {
        if (made.Refusal is { } refusal)
        {
            LogNot(logger, refusal);
        }
        else
        {
            LogIn(logger, Name, version, stage);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Models: {Name} {Version} came in with the service and is {Stage}")]
    private static partial void LogIn(ILogger logger, string name, string version, string stage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models: the service's own model is not used: {Reason}")]
    private static partial void LogNot(ILogger logger, string reason);
}
