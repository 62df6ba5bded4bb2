using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orleans.Configuration;
using SessionService.Silo.Options;

namespace SessionService.Silo.Hosting;

/// <summary>Streams of segments over queues of Azure Storage: what is under way outlives the silos.</summary>
internal static class SegmentQueues
{
    /// <summary>Name of the provider.</summary>
    public const string Provider = "segment-queues";

    /// <summary>
    /// What a batch weighs at most: a message of a queue has 64 KiB of text, which are 48 KiB of bytes, less what stands around them.
    /// </summary>
    public const int BatchBytes = 40_000;

    // Each is looked at by one silo. Every look is a request that costs, also where nothing has come.
    private const int Queues = 4;
    private const int NameBytes = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Names of a cluster's queues: clusters of one service must not read one another's.</summary>
    public static List<string> NamesOf(NodeOptions options)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.ServiceId}/{options.ClusterId}"));
        string cluster = Convert.ToHexStringLower(hash.AsSpan(0, NameBytes));
        return [.. Enumerable.Range(0, Queues).Select(i => string.Create(CultureInfo.InvariantCulture, $"segments-{cluster}-{i}"))];
    }

    /// <summary>Sets them up on a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="account">Where the queues are.</param>
    /// <param name="names">Their names, made where they are missing.</param>
    public static void Add(ISiloBuilder silo, AzureAccount account, List<string> names) => silo.AddAzureQueueStreams(Provider, streams =>
    {
        streams.ConfigureAzureQueue(queues => queues.Configure(options => Configure(options, account, names)));
        streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = LookEvery));
    });

    /// <summary>Sets up the same on a front end without a silo of its own.</summary>
    /// <param name="client">The front end.</param>
    /// <param name="account">Where the queues are.</param>
    /// <param name="names">Their names.</param>
    public static void Add(IClientBuilder client, AzureAccount account, List<string> names) => client.AddAzureQueueStreams(
        Provider, streams => streams.ConfigureAzureQueue(queues => queues.Configure(options => Configure(options, account, names))));

    private static void Configure(AzureQueueOptions options, AzureAccount account, List<string> names)
    {
        options.QueueServiceClient = AzureClients.Queues(account);
        options.QueueNames = names;
    }
}
