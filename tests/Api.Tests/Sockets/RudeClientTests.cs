using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using SessionService.Api.Tests.Fakes;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Sockets;

/// <summary>Clients that are rude or gone: each is answered or closed.</summary>
public sealed class RudeClientTests
{
    [Theory]
    [InlineData("nonsense", "malformed_json", null, null)]
    [InlineData("""{"type":"event","id":"a","event":"x","event":"y"}""", "malformed_json", null, null)]
    [InlineData("[1]", "invalid_frame", null, "")]
    [InlineData("{}", "invalid_command", null, "/id")]
    [InlineData("""{"type":"dance","id":"a"}""", "invalid_command", "a", "/type")]
    [InlineData("""{"type":"event","id":"a"}""", "invalid_command", "a", "/event")]
    [InlineData("""{"type":"event","id":"a","event":"x","value":1e999}""", "invalid_command", "a", "/value")]
    [InlineData("""{"type":"event","id":"a","event":"x","value":"NaN"}""", "invalid_command", "a", "/value")]
    [InlineData("""{"type":"event","id":"a","event":"x","volume":1}""", "invalid_command", "a", "/volume")]
    [InlineData("""{"type":"event","id":"a","event":"\ud800"}""", "invalid_command", "a", "/event")]
    [InlineData("""{"type":"event","id":"","event":"x"}""", "invalid_command", null, "/id")]
    [InlineData("""{"type":"scene","id":"a","scene":"x","sync":"someday"}""", "invalid_command", "a", "/sync")]
    [InlineData("""{"type":"layer","id":"a","layer":"drums","gain_db":13}""", "invalid_command", "a", "/gain_db")]
    [InlineData("""{"type":"ping"}""", "invalid_frame", null, "/t")]
    [InlineData("""{"type":"report","buffered_ms":-1}""", "invalid_frame", null, "/buffered_ms")]
    public async Task A_wrong_frame_is_answered_and_the_socket_stays_open(string frame, string code, string? id, string? path)
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, _) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        await socket.SendAsync(frame);
        JsonNode error = await socket.NextJsonAsync();
        await socket.SendAsync("""{"type":"event","id":"after","event":"x"}""");
        JsonNode ack = await socket.NextJsonAsync();

        Assert.Equal(
            ("error", code, id, path),
            ((string?)error["type"], (string?)error["code"], (string?)error["id"], (string?)error["path"]));
        Assert.NotEmpty((string)error["detail"]!);
        Assert.Equal("after", (string?)ack["id"]);
    }

    [Fact]
    public async Task Only_so_many_wrong_frames_in_a_row_are_answered()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        for (int i = 0; i < Limits.SocketFaults; i++)
        {
            await socket.SendAsync("?");
        }

        (List<JsonNode> frames, WebSocketCloseStatus? code) = await socket.ReadToEndAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, code);
        Assert.Equal(Limits.SocketFaults, frames.Count);
        await listener.Released;
    }

    [Fact]
    public async Task A_binary_frame_closes_with_1003()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        await socket.Raw.SendAsync(new byte[100], WebSocketMessageType.Binary, true, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, (await socket.ReadToEndAsync()).Code);
        await listener.Released;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_frame_that_is_too_large_closes_with_1009(bool endless)
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        byte[] part = Encoding.UTF8.GetBytes(new string(' ', Limits.SocketFrameBytes + 1));
        await socket.Raw.SendAsync(part, WebSocketMessageType.Text, endOfMessage: !endless, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, (await socket.ReadToEndAsync()).Code);
        await listener.Released;
    }

    [Fact]
    public async Task The_largest_frame_is_taken_even_in_pieces()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, _) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        byte[] frame = Encoding.UTF8.GetBytes("""{"type":"event","id":"a","event":"x"}""".PadRight(Limits.SocketFrameBytes));
        await socket.Raw.SendAsync(frame.AsMemory(0, 5_000), WebSocketMessageType.Text, false, CancellationToken.None);
        await socket.Raw.SendAsync(frame.AsMemory(5_000), WebSocketMessageType.Text, true, CancellationToken.None);

        Assert.Equal("a", (string?)(await socket.NextJsonAsync())["id"]);
    }

    [Fact]
    public async Task A_token_for_listening_commands_nothing()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, _) = await service.ListenAsync(session, scope: "listen");
        await using TestSocket scope = socket;

        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        JsonNode error = await socket.NextJsonAsync();

        Assert.Equal(("read_only", "a"), ((string?)error["code"], (string?)error["id"]));
        Assert.Empty(service.Host.Session("alpha", session).Applied);
    }

    [Fact]
    public async Task Commands_over_the_rate_are_refused_one_by_one()
    {
        // A bucket of 1000 that refills by one in 100 ms.
        await using TestService service = await TestService.StartAsync(options =>
        {
            options.CommandBurst = 1_000;
            options.CommandsPerSecond = 10;
        });
        string session = await service.SessionAsync();
        (TestSocket socket, _) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                await socket.SendAsync($$"""{"type":"event","id":"c{{i}}","event":"x"}""");
            }
        });
        Dictionary<string, string> answers = new(StringComparer.Ordinal);
        while (answers.Count < 2_000)
        {
            JsonNode frame = await socket.NextJsonAsync();
            answers.Add((string)frame["id"]!, (string?)frame["code"] ?? (string)frame["type"]!);
        }

        await sending;
        int refused = answers.Values.Count(kind => kind == "rate_limited");
        Assert.InRange(refused, 1, 1_000);
        Assert.Equal(2_000 - refused, service.Host.Session("alpha", session).Applied.Count);
    }

    [Fact]
    public async Task What_the_store_refuses_is_said_to_be_not_applied()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, _) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        service.Host.Refuse = SessionService.Sessions.Hosting.Refusal.Unavailable;
        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        JsonNode error = await socket.NextJsonAsync();
        service.Host.Refuse = null;
        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        JsonNode ack = await socket.NextJsonAsync();

        Assert.Equal(("unavailable", "a"), ((string?)error["code"], (string?)error["id"]));
        Assert.Equal("accepted", (string?)ack["status"]);
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_nothing_behind()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        socket.Raw.Abort();

        await listener.Released;
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_end_the_connection()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string token = await service.TokenAsync(session);
        using TcpClient client = new();
        await client.ConnectAsync(service.Address.Host, service.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/sessions/{session}/socket HTTP/1.1\r\nHost: {service.Address.Authority}\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + $"Sec-WebSocket-Protocol: sessionservice.v1, token.{token}\r\n\r\n"));
        FakeListener listener = await service.Host.Listening.Reader.ReadAsync();

        // Unmasked and with reserved bits: RFC 6455 §5 forbids both.
        await stream.WriteAsync(Enumerable.Repeat((byte)0xFF, 64).ToArray());

        await listener.Released;
    }
}
