using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SessionService.Api.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; the exporter reads the other
/// <c>OTEL_*</c> variables itself.
/// </summary>
internal sealed class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "sessionservice";

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
        {
            ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService(ServiceName).AddEnvironmentVariableDetector();
            _meters = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter("SessionService.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource("SessionService.*", "Microsoft.AspNetCore")
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }
}
