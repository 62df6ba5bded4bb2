using System.Net.WebSockets;
using System.Text.Json.Nodes;
using SessionService.Browser.Tests.Support;
using SessionService.EndToEnd.Tests.Support;

namespace SessionService.EndToEnd.Tests;

/// <summary>The real service in a process of its own, played through its socket, killed, and read back from disk.</summary>
public sealed class LiveTests : IAsyncDisposable
{
    private readonly ServiceProcess service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task What_the_socket_streamed_is_what_the_log_renders_every_sample()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("visit", "game", Cancellation);
        await using Player player = await Player.JoinAsync(service, "visit", await customer.TokenAsync("visit", Cancellation), null, Cancellation);

        // A real visit's events, four times as fast.
        List<JsonNode> visit = [.. (await File.ReadAllLinesAsync(Repository.In("examples", "game.events.jsonl"), Cancellation))
            .Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)];
        foreach (JsonNode step in visit)
        {
            long at = (long)step["at_ms"]! * 48 / 4;
            Assert.True(await player.ReceiveUntilAsync(() => player.EndSample >= at, Cancellation), service.Said);
            await player.SendAsync(
                new JsonObject
                {
                    ["type"] = "event", ["id"] = (string)step["id"]!, ["event"] = (string)step["event"]!,
                    ["value"] = step["value"]?.DeepClone(),
                },
                Cancellation);
        }

        Assert.True(await player.ReceiveUntilAsync(() => player.Answers.Count == visit.Count, Cancellation), service.Said);
        Assert.Contains(player.Answers.Values, answer => answer["cues"]!.AsArray().Any(cue => (string?)cue!["kind"] == "scene"));
        await service.KillAsync();

        StoredSession stored = await StoredSession.ReadAsync(service.Data, "visit", Cancellation);
        Assert.Equal(visit.Count, stored.Log.Count(entry => entry.Kind == "command"));
        await stored.AssertIsWhatWasHeardAsync(player, Cancellation);
    }

    [Fact]
    public async Task After_kill_minus_nine_nothing_acknowledged_is_lost_and_the_player_goes_on()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("crash", "game", Cancellation);
        string token = await customer.TokenAsync("crash", Cancellation);
        await using Player before = await Player.JoinAsync(service, "crash", token, null, Cancellation);
        await before.ReceiveUntilAsync(() => before.EndSample >= 24_000, Cancellation);
        await before.SendEventAsync("go", "enter.battle", Cancellation);

        // Killed in the middle of a burst: some of these are acknowledged, some are not.
        for (int i = 0; i < 2_000; i++)
        {
            await before.SendAsync(
                new JsonObject { ["type"] = "set", ["id"] = $"s{i}", ["parameter"] = "intensity", ["value"] = i / 2_000.0 }, Cancellation);
        }

        await before.ReceiveUntilAsync(() => before.Answers.Count >= 100, Cancellation);
        Task killed = service.KillAsync();
        await before.ReceiveUntilAsync(() => false, Cancellation);
        await killed;

        await service.StartAsync(Cancellation);
        JsonNode state = await customer.GetAsync("/v1/sessions/crash", Cancellation);
        Assert.True((long)state["sample"]! >= before.EndSample, "It would play again what was heard.");
        await using Player after = await Player.JoinAsync(service, "crash", token, before.EndSample, Cancellation);
        foreach (string id in before.Answers.Keys)
        {
            await after.SendAsync(
                new JsonObject { ["type"] = "set", ["id"] = id, ["parameter"] = "intensity", ["value"] = 0 }, Cancellation);
        }

        await after.ReceiveUntilAsync(
            () => after.Answers.Count == before.Answers.Count && after.EndSample - after.FirstSample >= 96_000, Cancellation);
        foreach ((string id, JsonNode answer) in before.Answers)
        {
            Assert.Equal("duplicate", (string?)after.Answers[id]["status"]);
            Assert.Equal(answer["cues"]!.ToJsonString(), after.Answers[id]["cues"]!.ToJsonString());
        }

        Assert.Equal("battle", (string?)(await customer.GetAsync("/v1/sessions/crash", Cancellation))["scene"]);
        await service.KillAsync();
        StoredSession stored = await StoredSession.ReadAsync(service.Data, "crash", Cancellation);
        await stored.AssertIsWhatWasHeardAsync(before, Cancellation);
        await stored.AssertIsWhatWasHeardAsync(after, Cancellation);
    }

    [Fact]
    public async Task A_service_that_is_asked_to_end_says_so_and_goes_on_at_the_very_next_sample()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("calm", "reading", Cancellation);
        string token = await customer.TokenAsync("calm", Cancellation);
        await using Player before = await Player.JoinAsync(service, "calm", token, null, Cancellation);
        await before.ReceiveUntilAsync(() => before.EndSample >= 96_000, Cancellation);
        Task ended = service.TerminateAsync();
        await before.ReceiveUntilAsync(() => false, Cancellation);
        await ended;
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, before.CloseStatus);
        Assert.Equal("shutdown", (string?)before.Frames.Last(frame => (string?)frame["type"] == "closing")["reason"]);

        await service.StartAsync(Cancellation);
        await using Player after = await Player.JoinAsync(service, "calm", token, before.EndSample, Cancellation);
        await after.ReceiveUntilAsync(() => after.EndSample - after.FirstSample >= 48_000, Cancellation);
        Assert.Equal(before.EndSample, after.FirstSample);
    }

    [Fact]
    public async Task A_thousand_events_a_second_are_all_acknowledged()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("burst", "shop", Cancellation);
        await using Player player = await Player.JoinAsync(service, "burst", await customer.TokenAsync("burst", Cancellation), null, Cancellation);
        await player.ReceiveUntilAsync(() => player.EndSample >= 9_600, Cancellation);
        const int Events = 3_000;
        long start = player.EndSample;
        for (int i = 0; i < Events; i++)
        {
            // Paced by the music: 48 samples a millisecond, an event each.
            await player.ReceiveUntilAsync(() => player.EndSample >= start + ((i - 60) * 48L), Cancellation);
            await player.SendAsync(
                new JsonObject { ["type"] = "set", ["id"] = $"b{i}", ["parameter"] = "intensity", ["value"] = i % 100 / 100.0 }, Cancellation);
        }

        Assert.True(await player.ReceiveUntilAsync(() => player.Answers.Count == Events, Cancellation), service.Said);
        Assert.All(player.Answers.Values, answer => Assert.Equal("accepted", (string?)answer["status"]));
        Assert.DoesNotContain(player.Frames, frame => (string?)frame["type"] == "skipped");
    }
}
