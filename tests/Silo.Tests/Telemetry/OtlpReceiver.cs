using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SessionService.Silo.Tests.Telemetry;

/// <summary>What of a span the tests look at.</summary>
/// <param name="Node">The process that sent it, from the resource's <c>node</c>.</param>
/// <param name="Trace">Hex id of its trace.</param>
/// <param name="Name">Its name.</param>
internal sealed record ReceivedSpan(string Node, string Trace, string Name);

/// <summary>A collector on loopback that takes OTLP over HTTP, as far as the tests need it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<bool> news = Channel.CreateUnbounded<bool>();

    private OtlpReceiver(WebApplication app)
    {
        this.app = app;
        app.MapPost("/v1/traces", async (HttpContext http) => Take(await BodyAsync(http), Spans));
        app.MapPost("/v1/metrics", async (HttpContext http) => Take(await BodyAsync(http), Metrics));
    }

    public ConcurrentBag<ReceivedSpan> Received { get; } = [];

    public ConcurrentDictionary<string, bool> MetricNames { get; } = new(StringComparer.Ordinal);

    public static async Task<OtlpReceiver> StartAsync(int port, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var receiver = new OtlpReceiver(builder.Build());
        await receiver.app.StartAsync(cancellation);
        return receiver;
    }

    /// <summary>Waits until something that came makes a condition true.</summary>
    public async Task UntilAsync(Func<bool> enough, CancellationToken cancellation)
    {
        while (!enough())
        {
            await news.Reader.ReadAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private IResult Take(byte[] body, Action<byte[]> read)
    {
        read(body);
        news.Writer.TryWrite(true);
        return Results.Bytes([], "application/x-protobuf");
    }

    // opentelemetry.proto.trace.v1: resource_spans = 1 { resource = 1, scope_spans = 2 { spans = 2 { trace_id = 1, name = 5 } } }
    private void Spans(byte[] body)
    {
        foreach (ReadOnlyMemory<byte> ofResource in Protobuf.Messages(body, 1))
        {
            string node = Protobuf.Messages(ofResource, 1).Select(NodeOf).FirstOrDefault() ?? "";
            foreach (ReadOnlyMemory<byte> span in Protobuf.Messages(ofResource, 2).SelectMany(scope => Protobuf.Messages(scope, 2)))
            {
                Received.Add(new ReceivedSpan(
                    node, Convert.ToHexString(Protobuf.Messages(span, 1).Single().Span), Protobuf.Text(Protobuf.Messages(span, 5).Single())));
            }
        }
    }

    // opentelemetry.proto.metrics.v1: resource_metrics = 1 { scope_metrics = 2 { metrics = 2 { name = 1 } } }
    private void Metrics(byte[] body)
    {
        foreach (ReadOnlyMemory<byte> metric in Protobuf.Messages(body, 1)
            .SelectMany(of => Protobuf.Messages(of, 2)).SelectMany(scope => Protobuf.Messages(scope, 2)))
        {
            MetricNames[Protobuf.Text(Protobuf.Messages(metric, 1).Single())] = true;
        }
    }

    // resource.v1: attributes = 1 { key = 1, value = 2 { string_value = 1 } }
    private static string? NodeOf(ReadOnlyMemory<byte> resource) => Protobuf.Messages(resource, 1)
        .Where(attribute => Protobuf.Text(Protobuf.Messages(attribute, 1).Single()) == "node")
        .Select(attribute => Protobuf.Text(Protobuf.Messages(Protobuf.Messages(attribute, 2).Single(), 1).Single())).FirstOrDefault();
}
