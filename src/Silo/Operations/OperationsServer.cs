using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Orleans.Dashboard;
using SessionService.Api.Json;
using SessionService.Api.Probes;
using SessionService.Sessions.Local;
using SessionService.Silo.Options;

namespace SessionService.Silo.Operations;

/// <summary>
/// A small web server beside whatever the node does: <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c> and, with an
/// operator's key, <c>/dashboard</c>. It starts first and stops last.
/// </summary>
internal sealed class OperationsServer(IServiceProvider services, NodeOptions options, ILoggerFactory logging) : IHostedService, IDisposable
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(10);

    private KestrelServer? server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Listen(options.OnLoopback ? IPAddress.Loopback : IPAddress.Any, options.Operations);
        server = new KestrelServer(
            Microsoft.Extensions.Options.Options.Create(kestrel),
            new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), logging), logging);
        await server.StartAsync(new OperationsRequests(Pipeline(), services.GetRequiredService<IServiceScopeFactory>()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => server?.Dispose();

    private RequestDelegate Pipeline()
    {
        var app = new ApplicationBuilder(services);
        services.GetRequiredService<MetricsPage>().Use(app);
        app.Map("/health/live", live => live.Run(LiveAsync));
        app.Map("/health/ready", ready => ready.Run(ReadyAsync));
        if (options.OperatorKey is { } key)
        {
            DashboardDoor.Guard(app, key);
            app.UseRouting();
            app.UseEndpoints(routes => routes.MapOrleansDashboard(DashboardDoor.Path));
        }

        return app.Build();
    }

    // That there is an answer shows that threads are to be had; that slices do not pile up, that they are rendered.
    private Task LiveAsync(HttpContext http)
    {
        bool stuck = services.GetService<LocalSessionHost>() is { } host && host.Load().Overdue > Stuck;
        return AnswerAsync(http, stuck ? new HealthView("stuck", ["rendering"]) : new HealthView("live", []), !stuck);
    }

    private async Task ReadyAsync(HttpContext http)
    {
        IReadOnlyList<string> failing = await services.GetRequiredService<Readiness>().FailingAsync(http.RequestAborted);
        await AnswerAsync(http, new HealthView(failing.Count == 0 ? "ready" : "not_ready", failing), failing.Count == 0);
    }

    private static Task AnswerAsync(HttpContext http, HealthView view, bool well)
    {
        http.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return http.Response.WriteAsJsonAsync(view, ApiJson.Options, http.RequestAborted);
    }
}
