using Orleans.Configuration;
using SessionService.Silo.Options;

namespace SessionService.Silo.Security;

/// <summary>Certificates on every connection between nodes, where they are set.</summary>
internal static class NodeTls
{
    /// <summary>On a silo's connections: with other silos both ways, and from front ends.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options)
    {
        if (options.Tls is not { } tls)
        {
            return;
        }

        Add(silo.Services, tls);
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<TlsMiddleware>((connections, middleware) =>
        {
            connections.ConfigureSiloInboundConnection(middleware.AsServer);
            connections.ConfigureSiloOutboundConnection(middleware.AsClient);
            connections.ConfigureGatewayInboundConnection(middleware.AsServer);
        });
    }

    /// <summary>On a front end's connections.</summary>
    public static void Configure(IClientBuilder client, NodeOptions options)
    {
        if (options.Tls is not { } tls)
        {
            return;
        }

        Add(client.Services, tls);
        client.Services.AddOptions<ClientConnectionOptions>().Configure<TlsMiddleware>((connections, middleware) =>
            connections.ConfigureConnection(middleware.AsClient));
    }

    private static void Add(IServiceCollection services, TlsOptions tls)
    {
        services.AddSingleton(tls);
        services.AddSingleton<NodeCertificates>();
        services.AddSingleton<TlsMiddleware>();
    }
}
