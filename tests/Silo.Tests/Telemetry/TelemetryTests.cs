using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using SessionService.Testing;

namespace SessionService.Silo.Tests.Telemetry;

/// <summary>Two nodes as processes of their own that send what they measure to a collector.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Started = "Application started";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("telemetry-");
    private readonly List<Process> processes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (Process process in processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task One_trace_crosses_the_front_end_and_the_silo_and_metrics_arrive()
    {
        int collector = FreePort.Take();
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(collector, Cancellation);
        string siloPort = Text(FreePort.Take());
        string gateway = Text(FreePort.Take());
        int web = FreePort.Take();
        Process silo = Start(collector, "silo", "--roles", "silo", "--silo-port", siloPort, "--gateway-port", gateway, "--operations-port", "0");
        await LineAsync(silo, Started);
        Process front = Start(collector, "front", "--roles", "api", "--gateway-port", gateway, "--urls", $"http://127.0.0.1:{Text(web)}");
        string key = (await LineAsync(front, "ssk_")).Trim();
        await LineAsync(front, Started);

        using HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{Text(web)}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using JsonDocument map = JsonDocument.Parse("""
            { "format": 1, "name": "one", "key": "C", "start": "a",
              "scenes": { "a": { "style": "ambient", "mode": "major", "layers": { "pad": { "part": "chords" } } } } }
            """);
        string trace = ActivityTraceId.CreateRandom().ToHexString().ToUpperInvariant();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/sessions") { Content = JsonContent.Create(new { id = "tune", map = map.RootElement }) };
        request.Headers.Add("traceparent", $"00-{trace.ToLowerInvariant()}-00f067aa0ba902b7-01");
        using HttpResponseMessage answer = await http.SendAsync(request, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));

        await receiver.UntilAsync(() => receiver.Received.Any(span => span.Node == "front" && span.Trace == trace), Cancellation);
        await receiver.UntilAsync(
            () => receiver.Received.Any(span => span is { Node: "silo", Name: "ISessionGrain/CreateAsync" } && span.Trace == trace), Cancellation);
        string[] expected = ["sessionservice.deadline.misses", "sessionservice.render.time"];
        await receiver.UntilAsync(() => expected.All(receiver.MetricNames.ContainsKey), Cancellation);
    }

    private Process Start(int collector, string name, params string[] words)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "SessionService.Silo.dll"), "--data", folder.FullName, "--workers", "1", .. words])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{Text(collector)}";
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        start.Environment["OTEL_RESOURCE_ATTRIBUTES"] = $"node={name}";
        Process process = Process.Start(start)!;
        processes.Add(process);
        return process;
    }

    private static async Task<string> LineAsync(Process process, string with)
    {
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.Contains(with, StringComparison.Ordinal))
            {
                if (with == Started)
                {
                    // A pipe that nobody reads would stop the process.
                    _ = process.StandardOutput.ReadToEndAsync(Cancellation);
                }

                return line;
            }
        }

        throw new InvalidOperationException($"It ended before it said '{with}'.");
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
