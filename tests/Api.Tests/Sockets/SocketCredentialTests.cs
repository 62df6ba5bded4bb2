using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SessionService.Api.Auth;
using SessionService.Api.Sockets;
using SessionService.Api.Tests.Fakes;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Sockets;

/// <summary>Who may open a socket, and for how long.</summary>
public sealed class SocketCredentialTests
{
    [Fact]
    public async Task A_server_may_open_it_with_an_api_key()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        ApiKey key = await service.KeyAsync("alpha");

        using ClientWebSocket socket = new();
        socket.Options.AddSubProtocol("sessionservice.v1");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key.Reveal());
        await socket.ConnectAsync(Url(service, session), CancellationToken.None);

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task Nothing_opens_it_without_a_valid_credential()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string other = await service.SessionAsync();
        string token = await service.TokenAsync(session);
        ApiKey stranger = await service.KeyAsync("beta");

        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(service, session, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(service, session, "token.nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(service, session, "token." + token[..^4] + "AAAA"));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(service, other, "token." + token));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(service, "unknown", "token." + token));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(service, session, "token." + stranger.Reveal()));
    }

    [Fact]
    public async Task A_token_that_ran_out_opens_nothing()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string token = await service.TokenAsync(session);

        service.Time.Advance(TimeSpan.FromSeconds(Limits.TokenSeconds - 1));
        await using (await TestSocket.OpenAsync(service, session, token))
        {
            service.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(service, session, "token." + token));
        }
    }

    [Fact]
    public async Task An_open_socket_outlives_its_token_by_the_grace_and_no_longer()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        service.Time.Advance(TimeSpan.FromSeconds(Limits.TokenSeconds + Limits.TokenGraceSeconds - 1));
        await socket.SendAsync("""{"type":"ping","t":1}""");
        Assert.Equal("pong", (string?)(await socket.NextJsonAsync())["type"]);

        service.Time.Advance(TimeSpan.FromSeconds(1));
        (List<JsonNode> frames, WebSocketCloseStatus? code) = await socket.ReadToEndAsync();
        Assert.Empty(frames);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, code);
        Assert.Equal(SocketEnd.TokenExpired.Description, socket.Raw.CloseStatusDescription);
        await listener.Released;
    }

    [Fact]
    public async Task Revoking_a_key_closes_its_sockets()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        ApiKey key = await service.KeyAsync("alpha");
        using ClientWebSocket raw = new();
        raw.Options.AddSubProtocol("sessionservice.v1");
        raw.Options.SetRequestHeader("Authorization", "Bearer " + key.Reveal());
        await raw.ConnectAsync(Url(service, session), CancellationToken.None);
        await using TestSocket socket = new(raw);
        await socket.NextJsonAsync();

        await service.Credentials.RevokeAsync(new("alpha"), key.Id, service.Time.GetUtcNow());
        service.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, (await socket.ReadToEndAsync()).Code);
    }

    private static async Task<HttpStatusCode> RefusedAsync(TestService service, string session, string? protocol)
    {
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol("sessionservice.v1");
        if (protocol is not null)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Url(service, session), CancellationToken.None));
        return socket.HttpStatusCode;
    }

    private static Uri Url(TestService service, string session) =>
        new($"ws://{service.Address.Authority}/v1/sessions/{session}/socket");
}
