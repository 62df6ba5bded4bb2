using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Silo.Operations;
using SessionService.Silo.Options;
using SessionService.Silo.Schema;

namespace SessionService.Silo.Hosting;

/// <summary>A node: what its roles ask for, in one process.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly IHost host;
    private readonly NodeOptions options;

    private Node(IHost host, NodeOptions options)
    {
        this.host = host;
        this.options = options;
    }

    /// <summary>The node's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Puts a node together from the configuration of its surroundings and the options given.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="more">Adds further services, last.</param>
    public static Node Build(NodeOptions options, Action<IServiceCollection>? more = null)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Settings.Read(new CommonValues(options.Data, options.Urls));
        return Build(builder, service, options, more);
    }

    /// <summary>Puts a node together.</summary>
    /// <param name="builder">Builder with its configuration complete.</param>
    /// <param name="service">What the operator set of the service.</param>
    /// <param name="options">What the operator set of the node.</param>
    /// <param name="more">Adds further services, last.</param>
    public static Node Build(
        WebApplicationBuilder builder, ServiceOptions service, NodeOptions options, Action<IServiceCollection>? more = null) => new(
        options.IsApi ? BuildFrontEnd(builder, service, options, more) : BuildSilo(builder.Configuration, service, options, more), options);

    /// <summary>Starts it; prints the first API key where there was none.</summary>
    public async Task StartAsync(TextWriter output, CancellationToken cancellation)
    {
        await PostgresTables.EnsureAsync(options, cancellation);
        await AzureClients.EnsureAsync(options, cancellation);
        if (host is WebApplication app)
        {
            await ServiceApp.EnsureFirstKeyAsync(app, output, cancellation);
        }

        await host.StartAsync(cancellation);
    }

    /// <summary>Waits until it is told to stop, and stops it: sockets are closed, sessions put away, the cluster left.</summary>
    public Task WaitAsync(CancellationToken cancellation) => host.WaitForShutdownAsync(cancellation);

    /// <summary>Stops it.</summary>
    public Task StopAsync() => host.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }

    private static WebApplication BuildFrontEnd(
        WebApplicationBuilder builder, ServiceOptions service, NodeOptions options, Action<IServiceCollection>? more)
    {
        if (options.IsSilo)
        {
            builder.Host.UseOrleans(orleans => ConfigureSilo(orleans, options));
        }
        else
        {
            builder.Host.UseOrleansClient(orleans => ConfigureClient(orleans, options));
        }

        return ServiceApp.Build(builder, service, (services, settings) =>
        {
            NodeServices.AddFrontEnd(services, settings, options);
            more?.Invoke(services);
        });
    }

    // No address for clients, no routes: a silo alone is reached by nodes only, and by probes.
    private static IHost BuildSilo(
        ConfigurationManager configuration, ServiceOptions service, NodeOptions options, Action<IServiceCollection>? more)
    {
        HostApplicationBuilder plain = Host.CreateApplicationBuilder();
        plain.Configuration.AddConfiguration(configuration);
        plain.UseOrleans(orleans => ConfigureSilo(orleans, options));
        NodeServices.AddSilo(plain.Services, service, options);
        more?.Invoke(plain.Services);
        return plain.Build();
    }

    private static void ConfigureSilo(ISiloBuilder silo, NodeOptions options)
    {
        Membership.Configure(silo, options);
        if (options.OperatorKey is not null)
        {
            DashboardDoor.Add(silo);
        }
    }

    private static void ConfigureClient(IClientBuilder client, NodeOptions options)
    {
        Membership.Configure(client, options);
        if (options.OperatorKey is not null)
        {
            DashboardDoor.Add(client);
        }
    }
}
