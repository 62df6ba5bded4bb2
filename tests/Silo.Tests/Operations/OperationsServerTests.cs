using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Testing;

namespace SessionService.Silo.Tests.Operations;

/// <summary>Probes, metrics and dashboard of a silo that serves nothing else.</summary>
public sealed class OperationsServerTests(OperationsServerTests.OneSilo silo) : IClassFixture<OperationsServerTests.OneSilo>
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_that_has_joined_is_live_and_ready()
    {
        Assert.Equal((HttpStatusCode.OK, """{"status":"live","failing":[]}"""), await GetAsync("/health/live"));
        Assert.Equal((HttpStatusCode.OK, """{"status":"ready","failing":[]}"""), await GetAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/v1/sessions")).Status);
    }

    [Fact]
    public async Task What_autoscalers_look_at_is_on_the_page_of_metrics()
    {
        (HttpStatusCode status, string text) = await GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        string[] expected =
        [
            "sessionservice_sessions_live", "sessionservice_sessions_loaded", "sessionservice_render_workers",
            "sessionservice_deadline_misses_total", "sessionservice_render_time_seconds_total", "sessionservice_render_audio_seconds_total",
        ];
        Assert.All(expected, name => Assert.Contains($"\n{name}", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_dashboard_opens_to_the_operators_key_alone()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/dashboard/")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await DashboardAsync("Basic", "operator:wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await DashboardAsync("Bearer", Key + "x"));
        Assert.Equal(HttpStatusCode.OK, await DashboardAsync("Basic", "operator:" + Key));
        Assert.Equal(HttpStatusCode.OK, await DashboardAsync("Bearer", Key));
    }

    private async Task<HttpStatusCode> DashboardAsync(string scheme, string secret)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/dashboard/");
        string parameter = scheme == "Basic" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) : secret;
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, parameter);
        using HttpResponseMessage response = await silo.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using HttpResponseMessage response = await silo.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>The silo.</summary>
    public sealed class OneSilo : IAsyncLifetime
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("operations-");
        private readonly int port = FreePort.Take();
        private Node node = null!;

        /// <summary>Asks at its operations port.</summary>
        public HttpClient Http { get; } = new();

        public async ValueTask InitializeAsync()
        {
            node = Node.Build(new NodeOptions
            {
                Roles = NodeRoles.Silo, Data = folder.FullName, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), Workers = 1,
                OperationsPort = port, OperatorKey = Key,
            });
            Http.BaseAddress = new Uri($"http://127.0.0.1:{port}");
            await node.StartAsync(TextWriter.Null, Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await node.StopAsync();
            await node.DisposeAsync();
            Http.Dispose();
            folder.Delete(recursive: true);
        }
    }
}
