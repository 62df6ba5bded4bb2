using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using SessionService.Audio.Wav;
using SessionService.Browser.Tests.Support;
using SessionService.EndToEnd.Tests.Support;

namespace SessionService.EndToEnd.Tests;

/// <summary>The commands beside a running service, and the command that needs none.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly ServiceProcess service = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_key_made_beside_the_running_service_works_and_is_of_its_own_tenant()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("mine", "shop", Cancellation);
        (int code, string made, string error) = await RunAsync("keys", "create", "--tenant", "acme", "--data", service.Data);
        Assert.True(code == 0, error);

        using HttpClient client = new() { BaseAddress = service.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Trim());
        using HttpResponseMessage list = await client.GetAsync(new Uri("/v1/sessions", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        using HttpResponseMessage stranger = await client.GetAsync(new Uri("/v1/sessions/mine", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task A_replay_is_the_wav_of_what_was_streamed()
    {
        await service.StartAsync(Cancellation);
        using Customer customer = new(service);
        await customer.CreateSessionAsync("visit", "shop", Cancellation);
        await using Player player = await Player.JoinAsync(service, "visit", await customer.TokenAsync("visit", Cancellation), null, Cancellation);
        await player.ReceiveUntilAsync(() => player.EndSample >= 24_000, Cancellation);
        await player.SendEventAsync("e", "add.to.cart", Cancellation);
        await player.ReceiveUntilAsync(() => player.EndSample >= 72_000, Cancellation);

        string file = Path.Combine(service.Data, "replay.wav");
        (int code, _, string error) = await RunAsync("replay", "--session", "visit", "--data", service.Data, "--out", file, "--seconds", "1.5");
        Assert.True(code == 0, error);
        byte[] wav = await File.ReadAllBytesAsync(file, Cancellation);
        Assert.True(
            wav.AsSpan(wav.Length - (72_000 * 4)).SequenceEqual(player.Pcm.Span[..(72_000 * 4)]), "The replay is not what was streamed.");
        (code, _, error) = await RunAsync("replay", "--session", "nothing", "--data", service.Data, "--out", file);
        Assert.Equal(1, code);
        Assert.Contains("nothing", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_service_on_the_same_folder_is_refused_in_one_line()
    {
        await service.StartAsync(Cancellation);
        (int code, _, string error) = await RunAsync("serve", "--data", service.Data, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("in use by another process", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_writes_mix_stems_cues_and_midi_and_names_what_is_wrong()
    {
        string folder = Directory.CreateTempSubdirectory("render-").FullName;
        string In(string name) => Path.Combine(folder, name);
        (int code, string said, string error) = await RunAsync(
            "render", "--project", Repository.In("examples", "game.json"), "--events", Repository.In("examples", "game.events.jsonl"),
            "--seconds", "6", "--out", In("mix.wav"), "--stems", In("stems"), "--cues", In("cues.json"), "--midi", In("song.mid"), "--seed", "5");
        Assert.True(code == 0, error);
        Assert.Contains("LUFS", said, StringComparison.Ordinal);
        using (WavReader mix = new(File.OpenRead(In("mix.wav"))))
        {
            Assert.Equal((6 * 48_000, 2, 48_000), (mix.Frames, mix.Channels, mix.SampleRate));
        }

        Assert.Contains("space.wav", Directory.GetFiles(In("stems")).Select(Path.GetFileName));
        Assert.StartsWith("MThd", System.Text.Encoding.ASCII.GetString((await File.ReadAllBytesAsync(In("song.mid"), Cancellation))[..4]), StringComparison.Ordinal);
        var cues = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(In("cues.json"), Cancellation))!.AsArray();
        Assert.Equal(("e1", 1_800), ((string?)cues[0]!["id"], (int)cues[0]!["at_ms"]!));
        Assert.All(cues, cue => Assert.NotNull(cue!["cues"]!.AsArray()));

        await File.WriteAllTextAsync(In("wrong.json"), "{\"scenes\": 3}", Cancellation);
        (code, _, error) = await RunAsync("render", "--project", In("wrong.json"), "--seconds", "1", "--out", In("x.wav"));
        Assert.Equal(1, code);
        Assert.Contains("/scenes", error, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Repository.Service, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await error);
    }
}
