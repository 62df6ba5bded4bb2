using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SessionService.Api.Auth;
using SessionService.Api.Control;
using SessionService.Api.Tests.Fakes;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Tests.Support;

/// <summary>The whole service on a free port of 127.0.0.1, over fakes, with a clock that the test moves.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string Map = """{"start":"calm","name":"A test"}""";

    private readonly DirectoryInfo _root;

    private TestService(WebApplication app, DirectoryInfo root)
    {
        App = app;
        _root = root;
    }

    public WebApplication App { get; }

    public FakeTimeProvider Time { get; private init; } = null!;

    public FakeHost Host { get; private init; } = null!;

    public FakeCredentialStore Credentials { get; private init; } = null!;

    public FakeIdempotencyStore Idempotency { get; private init; } = null!;

    public FakeUsageStore Usage { get; private init; } = null!;

    public FakeSessionStore Sessions { get; private init; } = null!;

    public Uri Address { get; private set; } = null!;

    /// <summary>A client of tenant alpha.</summary>
    public HttpClient Alpha { get; private set; } = null!;

    /// <summary>A client of tenant beta.</summary>
    public HttpClient Beta { get; private set; } = null!;

    /// <summary>A client without a credential.</summary>
    public HttpClient Nobody { get; private set; } = null!;

    public static async Task<TestService> StartAsync(
        Action<ServiceOptions>? configure = null, Action<DirectoryInfo>? site = null, bool control = false)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        FakeProjectStore projects = new();
        FakeSessionStore sessions = new();
        FakeHost host = new(projects, sessions);
        FakeCredentialStore credentials = new();
        FakeIdempotencyStore idempotency = new();
        FakeUsageStore usage = new();
        DirectoryInfo root = Directory.CreateTempSubdirectory("sessionservice-api-");
        WriteExamples(root);
        site?.Invoke(root);

        ServiceOptions options = new() { Demo = { Examples = Path.Combine(root.FullName, "examples") } };
        configure?.Invoke(options);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = root.FullName, EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (control)
        {
            ControlSocket.Listen(builder, options);
        }

        WebApplication app = ServiceApp.Build(builder, options, (services, _) =>
        {
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<ISessionHost>(host);
            services.AddSingleton<IProjectStore>(projects);
            services.AddSingleton<ISessionStore>(sessions);
            services.AddSingleton<ICredentialStore>(credentials);
            services.AddSingleton<IIdempotencyStore>(idempotency);
            services.AddSingleton<IUsageStore>(usage);
            services.AddSingleton<IMapChecker, FakeMapChecker>();
        });
        TestService service = new(app, root)
        {
            Time = time,
            Host = host,
            Credentials = credentials,
            Idempotency = idempotency,
            Usage = usage,
            Sessions = sessions,
        };
        await service.OpenAsync();
        return service;
    }

    /// <summary>A new key of a tenant.</summary>
    public async Task<ApiKey> KeyAsync(string tenant) =>
        await FirstKey.CreateAsync(new StoreKeys(Credentials), new TenantId(tenant), "test", Time.GetUtcNow(), CancellationToken.None);

    /// <summary>A client with a credential.</summary>
    public HttpClient Client(string? credential)
    {
        HttpClient client = new() { BaseAddress = Address };
        if (credential is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        return client;
    }

    /// <summary>A new session of tenant alpha.</summary>
    public async Task<string> SessionAsync()
    {
        Answer answer = await Alpha.SendJsonAsync(HttpMethod.Post, "/v1/sessions", $$"""{"map":{{Map}}}""");
        Assert.Equal(201, answer.Status);
        return answer.Json["session"]!.GetValue<string>();
    }

    /// <summary>A token for a session of tenant alpha.</summary>
    public async Task<string> TokenAsync(string session, string scope = "control")
    {
        Answer answer = await Alpha.SendJsonAsync(
            HttpMethod.Post, $"/v1/sessions/{session}/tokens", $$"""{"scope":"{{scope}}"}""");
        Assert.Equal(201, answer.Status);
        return answer.Json["token"]!.GetValue<string>();
    }

    /// <summary>An open socket on a session of tenant alpha, with the listener the host gave it; its welcome is read.</summary>
    public async Task<(TestSocket Socket, FakeListener Listener)> ListenAsync(string session, string scope = "control", string query = "")
    {
        TestSocket socket = await TestSocket.OpenAsync(this, session, await TokenAsync(session, scope), query);
        FakeListener listener = await Host.Listening.Reader.ReadAsync();
        JsonNode welcome = await socket.NextJsonAsync();
        Assert.Equal("welcome", welcome["type"]!.GetValue<string>());
        return (socket, listener);
    }

    public async ValueTask DisposeAsync()
    {
        Alpha.Dispose();
        Beta.Dispose();
        Nobody.Dispose();
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(5));
        await App.StopAsync(soon.Token);
        await App.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static void WriteExamples(DirectoryInfo root)
    {
        string folder = root.CreateSubdirectory("examples").FullName;
        File.WriteAllText(Path.Combine(folder, "game.json"), """{"start":"calm","name":"A game"}""");
        File.WriteAllText(Path.Combine(folder, "shop.json"), """{"start":"calm"}""");
        File.WriteAllText(Path.Combine(folder, "game.events.jsonl"), "");
    }

    private async Task OpenAsync()
    {
        await App.StartAsync();
        Address = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Alpha = Client((await KeyAsync("alpha")).Reveal());
        Beta = Client((await KeyAsync("beta")).Reveal());
        Nobody = Client(null);
    }
}
