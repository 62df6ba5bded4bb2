using OpenTelemetry;
using OpenTelemetry.Metrics;
using SessionService.Api.Telemetry;

namespace SessionService.Silo.Operations;

/// <summary>The node's metrics in the text format that Prometheus reads, for scrapers and autoscalers.</summary>
internal sealed class MetricsPage : IDisposable
{
    /// <summary>Where it is.</summary>
    public const string Path = "/metrics";

    private readonly MeterProvider meters = Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(TelemetryExport.Resource).AddMeter(TelemetryExport.Meters).AddPrometheusExporter().Build();

    /// <summary>Adds the page.</summary>
    public void Use(IApplicationBuilder app) =>
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, predicate: null, Path, configureBranchedPipeline: null, optionsName: null);

    /// <inheritdoc/>
    public void Dispose() => meters.Dispose();
}
