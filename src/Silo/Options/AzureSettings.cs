using System.Text.RegularExpressions;

namespace SessionService.Silo.Options;

/// <summary>Reads the account of Azure Storage: exactly what is needed of it must be set.</summary>
internal static partial class AzureSettings
{
    private const string Connection = "AzureConnection";

    /// <summary>The account; null where nothing is there.</summary>
    /// <param name="read">Told what is wrong.</param>
    /// <param name="options">What the node needs; its own account is not looked at.</param>
    public static AzureAccount? Read(SettingReader read, NodeOptions options)
    {
        Need[] needs =
        [
            new("AzureService", "blob", "blobs or grain storage", options.Blobs == BlobKind.Azure || options.EffectiveGrainStorage == GrainStateKind.Azure),
            new("AzureTables", "table", "clustering", options.Clustering == ClusteringKind.Azure),
            new("AzureQueues", "queue", "segments", options.Segments == SegmentsKind.Queues),
        ];
        string? connection = read.Text(Connection);
        Check(read, needs, connection is not null);
        CheckService(read, options);
        return needs.Any(need => need.There)
            ? new AzureAccount
            {
                ConnectionString = connection, Blobs = read.Address(needs[0].Key, "https"), Tables = read.Address(needs[1].Key, "https"),
                Queues = read.Address(needs[2].Key, "https"),
            }
            : null;
    }

    private static void Check(SettingReader read, Need[] needs, bool connected)
    {
        if (connected && !needs.Any(need => need.There))
        {
            read.Fault(Connection, "is set, and nothing is in azure; leave it out.");
        }

        foreach (Need need in needs)
        {
            bool set = read.Text(need.Key) is not null;
            if (set && connected)
            {
                read.Fault(need.Key, $"is set, and {Connection} too; set one of them.");
            }
            else if (set && !need.There)
            {
                read.Fault(need.Key, $"is set, and {need.Who} are not in azure; leave it out.");
            }
            else if (!set && need.There && !connected)
            {
                read.Fault(need.Key, $"is not set, and {need.Who} need it; expected something like "
                    + $"https://account.{need.Service}.core.windows.net, or {Connection} instead.");
            }
        }
    }

    // Names of a container and of queues are made of it.
    private static void CheckService(SettingReader read, NodeOptions options)
    {
        if ((options.EffectiveGrainStorage == GrainStateKind.Azure || options.Segments == SegmentsKind.Queues) && !Names().IsMatch(options.ServiceId))
        {
            read.Expected("ServiceId", options.ServiceId, "2 to 40 small letters and digits with single hyphens between them, as azure's names are");
        }
    }

    [GeneratedRegex("^(?=.{2,40}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    private sealed record Need(string Key, string Service, string Who, bool There);
}
