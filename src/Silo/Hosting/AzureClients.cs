using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using SessionService.Silo.Options;
using SessionService.Storage;

namespace SessionService.Silo.Hosting;

/// <summary>Clients of the account of Azure Storage, and what is kept there under which name.</summary>
internal static class AzureClients
{
    // Clustering of the package has this as standard; named here, since it is made before the node joins.
    private const string MembersTable = "OrleansSiloInstances";

    /// <summary>Name of the table that has the list of nodes; clusters differ in its keys.</summary>
    public static string Members => MembersTable;

    /// <summary>Name of the container with the grains' state: a service has one of its own.</summary>
    public static string StateOf(NodeOptions options) => $"{options.ServiceId}-grains";

    /// <summary>Tables of the account.</summary>
    public static TableServiceClient Tables(AzureAccount account) => account.ConnectionString is { } text
        ? new TableServiceClient(text)
        : new TableServiceClient(account.Tables, new DefaultAzureCredential());

    /// <summary>Blobs of the account.</summary>
    public static BlobServiceClient Blobs(AzureAccount account) => account.ConnectionString is { } text
        ? new BlobServiceClient(text)
        : new BlobServiceClient(account.Blobs, new DefaultAzureCredential());

    /// <summary>Queues of the account.</summary>
    public static QueueServiceClient Queues(AzureAccount account) => account.ConnectionString is { } text
        ? new QueueServiceClient(text)
        : new QueueServiceClient(account.Queues, new DefaultAzureCredential());

    /// <summary>Makes what the cluster needs there where it is missing, so that what is wrong is said before the node joins.</summary>
    /// <exception cref="StoreOpenException">The account does not answer or does not allow it.</exception>
    public static async Task EnsureAsync(NodeOptions options, CancellationToken cancellation)
    {
        try
        {
            if (options.Clustering == ClusteringKind.Azure)
            {
                await Tables(options.Account!).CreateTableIfNotExistsAsync(Members, cancellation);
            }

            if (options.IsSilo && options.EffectiveGrainStorage == GrainStateKind.Azure)
            {
                await Blobs(options.Account!).GetBlobContainerClient(StateOf(options)).CreateIfNotExistsAsync(cancellationToken: cancellation);
            }
        }
        catch (Exception fault) when (fault is RequestFailedException or AuthenticationFailedException or AggregateException or IOException
            or FormatException or ArgumentException)
        {
            throw new StoreOpenException(
                StoreOpenFailure.Inaccessible, $"Azure Storage: what the cluster keeps there cannot be made: {fault.Message}", fault);
        }
    }
}
