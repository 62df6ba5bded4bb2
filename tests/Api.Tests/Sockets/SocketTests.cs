using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SessionService.Api.Tests.Fakes;
using SessionService.Api.Tests.Support;
using SessionService.Music.Performance;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Tests.Sockets;

/// <summary>The protocol as a well-behaved client sees it.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task The_welcome_says_what_comes()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();

        await using TestSocket socket = await TestSocket.OpenAsync(service, session, await service.TokenAsync(session));
        JsonNode welcome = await socket.NextJsonAsync();

        Assert.Equal("sessionservice.v1", socket.Raw.SubProtocol);
        Assert.Equal("welcome", (string?)welcome["type"]);
        Assert.Equal("sessionservice.v1", (string?)welcome["protocol"]);
        Assert.Equal(session, (string?)welcome["session"]);
        Assert.Equal(48_000, (int?)welcome["sample_rate"]);
        Assert.Equal(2, (int?)welcome["channels"]);
        Assert.Equal("opus", (string?)welcome["format"]);
        Assert.Equal("""[{"index":0,"name":"mix"}]""", welcome["streams"]!.ToJsonString());
        Assert.Equal(0, (long?)welcome["first_sample"]);
        Assert.False((bool?)welcome["resumed"]);
        Assert.Equal("calm", (string?)welcome["state"]!["scene"]);
        Assert.Equal("7", (string?)welcome["state"]!["seed"]);
    }

    [Theory]
    [InlineData("?format=pcm&streams=layers", true, AudioFormat.Pcm, StreamSelection.Layers, null)]
    [InlineData("?format=opus", true, AudioFormat.Opus, StreamSelection.Mix, null)]
    [InlineData("?format=opus", false, AudioFormat.Pcm, StreamSelection.Mix, null)]
    [InlineData("?from=96000", true, AudioFormat.Opus, StreamSelection.Mix, 96_000L)]
    internal async Task The_query_chooses_what_is_heard(
        string query, bool opus, AudioFormat format, StreamSelection streams, long? from)
    {
        await using TestService service = await TestService.StartAsync();
        service.Host.OpusAvailable = opus;

        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync(), query: query);

        await using (socket)
        {
            Assert.Equal((format, streams, from), (listener.Request.Format, listener.Request.Streams, listener.Request.FromSample));
        }
    }

    [Theory]
    [InlineData("?format=mp3")]
    [InlineData("?streams=all")]
    [InlineData("?from=-1")]
    [InlineData("?from=soon")]
    public async Task A_wrong_query_is_refused_before_the_upgrade(string query)
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        string token = await service.TokenAsync(session);

        await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.OpenAsync(service, session, token, query));
    }

    [Fact]
    public async Task Audio_comes_with_its_place()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, _) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        service.Host.Session("alpha", session).PublishAudio(0);
        service.Host.Session("alpha", session).PublishAudio(1);

        byte[] first = await socket.NextAudioAsync();
        byte[] second = await socket.NextAudioAsync();
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(first.AsSpan(8)));
        Assert.Equal(960, BinaryPrimitives.ReadInt64LittleEndian(second.AsSpan(8)));
        Assert.Equal(960, BinaryPrimitives.ReadInt64LittleEndian(second.AsSpan(28)));
        Assert.Equal(36, second.Length);
    }

    [Theory]
    [InlineData("""{"type":"event","id":"a","event":"enter.battle","value":0.8}""", "stinger", "enter.battle")]
    [InlineData("""{"type":"scene","id":"a","scene":"battle","sync":"bar"}""", "scene", "battle")]
    [InlineData("""{"type":"set","id":"a","parameter":"intensity","value":1,"over":2,"unit":"bars"}""", "parameter", "intensity")]
    [InlineData("""{"type":"layer","id":"a","layer":"drums","mute":true,"gain_db":-6}""", "layer", "drums")]
    [InlineData("""{"type":"stinger","id":"a","stinger":"coin"}""", "stinger", "coin")]
    public async Task A_command_is_answered_with_where_it_sounds(string command, string kind, string target)
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, _) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        await socket.SendAsync(command);
        JsonNode ack = await socket.NextJsonAsync();

        Assert.Equal(
            $$"""{"type":"ack","id":"a","status":"accepted","at_sample":0,"cues":[{"kind":"{{kind}}","target":"{{target}}","sample":48000,"bar":2,"beat":1}],"predicted_delay_ms":1000,"reason":null,"superseded":[]}""",
            ack.ToJsonString());
    }

    [Fact]
    public async Task A_repeated_command_is_answered_and_not_repeated()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, _) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        JsonNode first = await socket.NextJsonAsync();
        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        JsonNode second = await socket.NextJsonAsync();

        Assert.Equal("duplicate", (string?)second["status"]);
        Assert.Equal(first["cues"]!.ToJsonString(), second["cues"]!.ToJsonString());
        Assert.Equal(["a"], service.Host.Session("alpha", session).Applied);
    }

    [Fact]
    public async Task Others_are_told_and_the_sender_is_not_told_twice()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket sender, _) = await service.ListenAsync(session);
        (TestSocket other, _) = await service.ListenAsync(session);
        await using TestSocket scope = sender;
        await using TestSocket otherScope = other;

        await sender.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        await sender.SendAsync("""{"type":"event","id":"b","event":"x"}""");

        Assert.Equal(("ack", "a"), Kind(await sender.NextJsonAsync()));
        Assert.Equal(("ack", "b"), Kind(await sender.NextJsonAsync()));
        Assert.Equal(("cue", "a"), Kind(await other.NextJsonAsync()));
        Assert.Equal(("cue", "b"), Kind(await other.NextJsonAsync()));

        // Had the sender been told as well, it would have been before this.
        await sender.SendAsync("""{"type":"ping","t":1.5}""");
        Assert.Equal("""{"type":"pong","t":1.5,"sample":4800}""", (await sender.NextJsonAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_burst_is_handed_over_in_batches_and_answered_in_order()
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, _) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;
        TaskCompletionSource commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Host.Commit = commit;

        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"c{i}")];
        foreach (string id in ids)
        {
            await socket.SendAsync($$"""{"type":"event","id":"{{id}}","event":"x"}""");
        }

        service.Host.Commit = null;
        commit.SetResult();
        List<string> answered = [];
        while (answered.Count < ids.Length)
        {
            answered.Add(Kind(await socket.NextJsonAsync()).Id!);
        }

        Assert.Equal(ids, answered, StringComparer.Ordinal);
        Assert.True(service.Host.Batches.Count < ids.Length, "A burst must not cost one commit for each command.");
        Assert.Equal(ids.Length, service.Host.Batches.Sum());
        Assert.All(service.Host.Batches, size => Assert.InRange(size, 1, Music.Limits.CommandsPerSubmit));
    }

    [Fact]
    public async Task Notices_have_their_frames()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        listener.Publish(new BeatNotice(96_000, 2, 3, "calm", "Dm7", 70));
        listener.Publish(new CaptionNotice(5, "Strings \u2192 \"calm\""));
        listener.Publish(new StatsNotice(200.5, 3, 9, 1.25, 0, 1, 4, 2));
        listener.Publish(new LateNotice("a", new Cue(CueKind.Scene, "battle", 7, 2, 1.5), 12));
        listener.Publish(new SkippedNotice(1, 2));
        listener.Publish(new StateNotice(service.Host.Session("alpha", session).State()));

        Assert.Equal(
            """{"type":"beat","sample":96000,"bar":2,"beat":3,"scene":"calm","chord":"Dm7","bpm":70}""",
            (await socket.NextJsonAsync()).ToJsonString());
        JsonNode caption = await socket.NextJsonAsync();
        Assert.Equal(("caption", 5L, "Strings → \"calm\""), ((string?)caption["type"], (long?)caption["sample"], (string?)caption["text"]));
        Assert.Equal(
            """{"type":"stats","lead_ms":200.5,"listeners":3,"rendered_samples":9,"cpu_ms":1.25,"late_cues":0,"deadline_misses":1,"model_bars":4,"rule_bars":2}""",
            (await socket.NextJsonAsync()).ToJsonString());
        Assert.Equal(
            """{"type":"late","id":"a","cue":{"kind":"scene","target":"battle","sample":7,"bar":2,"beat":1.5},"late_by_samples":12}""",
            (await socket.NextJsonAsync()).ToJsonString());
        Assert.Equal("""{"type":"skipped","from_sample":1,"to_sample":2}""", (await socket.NextJsonAsync()).ToJsonString());
        JsonNode state = await socket.NextJsonAsync();
        Answer read = await service.Alpha.GetAnswerAsync($"/v1/sessions/{session}");
        Assert.Equal("state", (string?)state["type"]);
        Assert.Equal(read.Json.ToJsonString(), state["state"]!.ToJsonString());
    }

    [Theory]
    [InlineData("closed", WebSocketCloseStatus.NormalClosure)]
    [InlineData("shutdown", WebSocketCloseStatus.EndpointUnavailable)]
    [InlineData("replaced", WebSocketCloseStatus.NormalClosure)]
    [InlineData("fault", WebSocketCloseStatus.InternalServerError)]
    public async Task The_end_of_the_stream_closes_with_its_reason(string reason, WebSocketCloseStatus code)
    {
        await using TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        listener.Publish(new EndNotice(reason));
        (List<JsonNode> frames, WebSocketCloseStatus? closed) = await socket.ReadToEndAsync();

        Assert.Equal($$"""{"type":"closing","reason":"{{reason}}"}""", Assert.Single(frames).ToJsonString());
        Assert.Equal(code, closed);
        await listener.Released;
    }

    [Fact]
    public async Task Going_down_is_told_and_closes_with_1001()
    {
        TestService service = await TestService.StartAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(await service.SessionAsync());
        await using TestSocket scope = socket;

        Task reading = Task.Run(async () =>
        {
            (List<JsonNode> frames, WebSocketCloseStatus? closed) = await socket.ReadToEndAsync();
            Assert.Equal("shutdown", (string?)Assert.Single(frames)["reason"]);
            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, closed);
        });
        await service.DisposeAsync();

        await reading;
        await listener.Released;
    }

    [Fact]
    public async Task Commands_received_before_the_client_left_are_applied()
    {
        await using TestService service = await TestService.StartAsync();
        string session = await service.SessionAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        await socket.Raw.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        await socket.ReadToEndAsync();
        await listener.Released;

        Assert.Equal(["a"], service.Host.Session("alpha", session).Applied);
    }

    private static (string? Type, string? Id) Kind(JsonNode frame) => ((string?)frame["type"], (string?)frame["id"]);
}
