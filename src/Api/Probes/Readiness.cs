namespace SessionService.Api.Probes;

/// <summary>Whether the service does.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>, <c>stuck</c> or <c>not_ready</c>.</param>
/// <param name="Failing">What is not as it should be.</param>
internal sealed record HealthView(string Status, IReadOnlyList<string> Failing);

/// <summary>Asks every check at once; one that does not answer in time has failed.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What is not ready; empty where all is.</summary>
    public async Task<IReadOnlyList<string>> FailingAsync(CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ["stopping"];
        }

        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return ["starting"];
        }

        string?[] failing = await Task.WhenAll(checks.Select(check => FailingAsync(check, cancellation)));
        return [.. failing.OfType<string>()];
    }

    private async Task<string?> FailingAsync(IReadinessCheck check, CancellationToken cancellation)
    {
        try
        {
            return await check.IsReadyAsync(cancellation).WaitAsync(Patience, time, cancellation) ? null : check.Name;
        }
#pragma warning disable CA1031 // Whatever is thrown, the answer is that this part is not ready.
        catch (Exception)
#pragma warning restore CA1031
        {
            return check.Name;
        }
    }
}
