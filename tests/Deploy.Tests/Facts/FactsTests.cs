namespace SessionService.Deploy.Tests.Facts;

/// <summary>What is read from the sources is read right.</summary>
public sealed class FactsTests
{
    [Fact]
    public void Instruments_get_the_names_that_prometheus_sees()
    {
        const string Source = """
            meter.CreateCounter<long>("a.sent", "By", "Bytes.");
            meter.CreateUpDownCounter<long>("a.open", "{socket}", "Open.");
            meter.CreateObservableCounter(
                "a.time", () => host.Load().Time.TotalSeconds, "s", "Time.");
            meter.CreateObservableGauge("a.lead", Lead, "s", "Lead.");
            meter.CreateHistogram<double>("a.took", "ms", "Took.");
            """;

        Assert.Equal(
            ["a_lead_seconds", "a_open", "a_sent_bytes_total", "a_time_seconds_total", "a_took_milliseconds_bucket", "a_took_milliseconds_count", "a_took_milliseconds_sum"],
            Metrics.Read(Source).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_code_has_what_the_checks_look_for()
    {
        Assert.Contains("sessionservice_sockets", Metrics.Names);
        Assert.Contains("SESSIONSERVICE_Data", Settings.Variables);
        Assert.Contains("SESSIONSERVICE_Demo__Enabled", Settings.Variables);
        Assert.Contains("SESSIONSERVICE_Cluster__Roles", Settings.Variables);
        Assert.Contains("/health/ready", Settings.HealthPaths);
        Assert.Contains("/health/ready", Settings.OperationsPaths);
        Assert.Equal(11_111, Settings.Port("SiloPort"));
        Assert.Equal(30_000, Settings.Port("GatewayPort"));
        Assert.Equal(["localhost", "redis", "postgres", "azure"], Settings.Words("ClusteringKind"));
        Assert.Equal(96, Limits.LongestBarSeconds);
        Assert.True(Limits.HandOverSeconds > 0);
    }
}
