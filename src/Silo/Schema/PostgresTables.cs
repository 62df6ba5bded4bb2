using SessionService.Silo.Options;

namespace SessionService.Silo.Schema;

/// <summary>What the list of nodes and the grains' state need in PostgreSQL.</summary>
internal static class PostgresTables
{
    /// <summary>Makes it where it is missing.</summary>
    public static Task EnsureAsync(NodeOptions options, CancellationToken cancellation) =>
        options.Postgres is null
            ? Task.CompletedTask
            : throw new SettingsException(["Cluster:Postgres is set, and this build cannot do it."]);
}
