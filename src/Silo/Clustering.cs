using System.Net;
using Orleans.Configuration;
using SessionService.Grains.Hosting;

namespace SessionService.Silo;

/// <summary>How nodes find one another. On one machine: the first silo keeps the list, on loopback.</summary>
internal static class Clustering
{
    private const string Cluster = "dev";
    private const string Service = "sessionservice";

    /// <summary>A silo.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options)
    {
        IPEndPoint? primary = options.PrimaryPort is { } port ? new IPEndPoint(IPAddress.Loopback, port) : null;
        silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primary, Service, Cluster);
        silo.ConfigureEndpoints(IPAddress.Loopback, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: false);
        silo.AddActivityPropagation();
        silo.AddMemoryGrainStorage(GrainStorages.Leases);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // Found lost after about three seconds: listeners hear every one of them, and on one machine a silo that does
            // not answer for so long is gone.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 3;
            membership.NumVotesForDeathDeclaration = 1;
        });
    }

    /// <summary>A front end without a silo of its own.</summary>
    public static void Configure(IClientBuilder client, NodeOptions options)
    {
        client.UseLocalhostClustering(options.GatewayPort, Service, Cluster);
        client.AddActivityPropagation();
    }
}
