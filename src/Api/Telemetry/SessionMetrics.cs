using System.Diagnostics.Metrics;
using SessionService.Inference.Serving;
using SessionService.Sessions.Local;

namespace SessionService.Api.Telemetry;

/// <summary>
/// What the sessions of this process cost and how near they come to their deadlines: what an autoscaler looks at. The meter
/// is <c>SessionService.Sessions</c>; everything is read when it is collected.
/// </summary>
internal sealed class SessionMetrics(IMeterFactory factory, LocalSessionHost host) : IHostedService
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SessionService.Sessions";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Meter meter = factory.Create(MeterName);
        meter.CreateObservableGauge("sessionservice.sessions.loaded", () => host.Load().Loaded, "{session}", "Sessions in memory.");
        meter.CreateObservableGauge(
            "sessionservice.sessions.live", () => host.Load().Live, "{session}", "Sessions rendered because somebody listens.");
        meter.CreateObservableGauge(
            "sessionservice.lead.smallest", SmallestLead, "s",
            "Least lead of any session in the last 5 to 10 seconds, negative after a miss; absent where none is live.");
        meter.CreateObservableCounter(
            "sessionservice.deadline.misses", () => host.Load().DeadlineMisses, "{slice}", "Slices for which playing had to wait.");
        meter.CreateObservableCounter(
            "sessionservice.render.time", () => host.Load().RenderTime.TotalSeconds, "s", "Processor time spent on rendering.");
        meter.CreateObservableCounter(
            "sessionservice.render.audio", () => host.Load().Rendered.TotalSeconds, "s", "Audio rendered.");
        meter.CreateObservableCounter(
            "sessionservice.model.bars", Answers, "{bar}", "Bars that a model was asked to write layers of, by how that ended.");
        meter.CreateObservableCounter(
            "sessionservice.model.layers", () => host.Parts.Offered, "{layer}", "Layers of bars that a model wrote in time.");
        meter.CreateObservableCounter(
            "sessionservice.model.wait", () => host.Parts.Waited.TotalSeconds, "s", "Time from asking a model to its answer, all together.");
        meter.CreateObservableGauge("sessionservice.render.workers", () => host.Load().Workers, "{thread}", "Render threads.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Answers() => Enum.GetValues<SequenceEnd>().Select(end => new Measurement<long>(
        host.Parts.Of(end), new KeyValuePair<string, object?>("end", end.ToString().ToLowerInvariant())));

    private IEnumerable<Measurement<double>> SmallestLead() =>
        host.Load().SmallestLead is { } lead ? [new Measurement<double>(lead.TotalSeconds)] : [];
}
