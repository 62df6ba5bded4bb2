using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Local;
using SessionService.Storage.Sqlite;

namespace SessionService.Bench.Cluster;

/// <summary>A silo as a process of its own: <c>silo SILO_PORT GATEWAY_PORT PRIMARY_PORT DATA WAY</c>. It stops when its input ends.</summary>
internal static class SiloNode
{
    public static async Task RunAsync(int port, int gateway, int primary, string data, Way way)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("SessionService", LogLevel.Information);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gateway, new IPEndPoint(IPAddress.Loopback, primary), "bench", "bench");
            silo.ConfigureEndpoints(IPAddress.Loopback, port, gateway, listenOnAnyHostAddress: false);
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 3;
                membership.NumVotesForDeathDeclaration = 1;
            });
            silo.AddSessionDirectory();
            silo.AddMemoryGrainStorage(GrainStorages.Leases);
            if (way == Way.Stream)
            {
                silo.AddMemoryGrainStorage(GrainStorages.Subscriptions);
                silo.AddSegmentStreams();
            }
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IComposer, RuleComposer>();
        builder.Services.AddSingleton(_ => SqliteDatabase.Open(data, TimeProvider.System, new SqliteOptions(Shared: true)));
        builder.Services.AddSingleton(provider => Stores(provider.GetRequiredService<SqliteDatabase>()));
        builder.Services.AddSessionGrains(Environment.ProcessorCount);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        using IHost host = builder.Build();
        Rehearsal.Run(new RuleComposer(), CancellationToken.None);
        await host.StartAsync();
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
    }

    /// <summary>The stores in a folder that processes share.</summary>
    public static HostStores Stores(SqliteDatabase database) => new(
        new SqliteEventLog(database), new SqliteSessionStore(database), new SqliteProjectStore(database), new SqliteUsageStore(database));
}
