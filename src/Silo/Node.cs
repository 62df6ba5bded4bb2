using SessionService.Api;
using SessionService.Api.Cli;

namespace SessionService.Silo;

/// <summary>A node: what its roles ask for, in one process.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly IHost host;
    private readonly bool serves;

    private Node(IHost host, bool serves)
    {
        this.host = host;
        this.serves = serves;
    }

    /// <summary>The node's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Puts a node together.</summary>
    public static Node Build(NodeOptions options)
    {
        (WebApplicationBuilder builder, ServiceOptions service) = Settings.Read(new CommonValues(options.Data, options.Urls));
        bool silo = options.Roles.HasFlag(NodeRoles.Silo);
        if (silo)
        {
            builder.Host.UseOrleans(orleans => Clustering.Configure(orleans, options));
        }
        else
        {
            builder.Host.UseOrleansClient(client => Clustering.Configure(client, options));
        }

        if (options.Roles.HasFlag(NodeRoles.Api))
        {
            WebApplication app = ServiceApp.Build(
                builder, service, (services, settings) => NodeServices.AddFrontEnd(services, settings, options));
            return new Node(app, serves: true);
        }

        // No address, no routes: a silo alone is reached by nodes only.
        HostApplicationBuilder plain = Host.CreateApplicationBuilder();
        plain.Logging.ClearProviders();
        plain.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        plain.Logging.AddSimpleConsole();
        plain.UseOrleans(orleans => Clustering.Configure(orleans, options));
        NodeServices.AddSilo(plain.Services, service, options);
        return new Node(plain.Build(), serves: false);
    }

    /// <summary>Starts it; prints the first API key where there was none.</summary>
    public async Task StartAsync(TextWriter output, CancellationToken cancellation)
    {
        if (serves)
        {
            await ServiceApp.EnsureFirstKeyAsync((WebApplication)host, output, cancellation);
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
}
