using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace SessionService.Browser.Tests.Support;

/// <summary>First sample, end and holes of what was decoded.</summary>
internal sealed record Extent(long First, long End, long[][] Holes, int Runs);

/// <summary>An acknowledged cue.</summary>
internal sealed record HeardCue(string Kind, string Target, long Sample, double? PredictedHeardAt);

/// <summary>An acknowledgement as the page got it.</summary>
internal sealed record PageAck(string Id, string Status, long AtSample, HeardCue[] Cues, string? Reason);

/// <summary>The demo in a tab, with the recorder in it.</summary>
internal sealed class DemoPage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();

    private DemoPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _problems.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _problems.Enqueue($"exception: {error}");
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of the page's console.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Opens the page and chooses an example; nothing plays yet.</summary>
    public static async Task<DemoPage> OpenAsync(IBrowserContext context, Uri address, string example, string query)
    {
        IPage page = await context.NewPageAsync();
        DemoPage demo = new(context, page);
        await page.AddInitScriptAsync(Recorder());
        await page.GotoAsync(new Uri(address, query).ToString());
        if (example != "game")
        {
            await page.Locator($"input[value={example}]").CheckAsync(new LocatorCheckOptions { Force = true });
        }

        return demo;
    }

    /// <summary>Presses the button, as a person would, and waits for the first decoded audio.</summary>
    public async Task PlayAsync()
    {
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Play" }).ClickAsync();
        await Page.WaitForFunctionAsync("() => (window.recording?.runs.length ?? 0) > 0");
    }

    /// <summary>Waits until so much has been heard since the session's start, or since the recording's.</summary>
    public Task HeardAsync(double seconds, float timeoutMs = 30_000) => Page.WaitForFunctionAsync(
        "seconds => { const s = window.recording?.session.heardSample ?? null; return s !== null && s >= window.extent().first + seconds * 48000; }",
        seconds, new PageWaitForFunctionOptions { Timeout = timeoutMs });

    /// <summary>Waits until audio was decoded up to a sample.</summary>
    public Task DecodedAsync(long sample, int stream = 0) => Page.WaitForFunctionAsync(
        "([sample, stream]) => window.extent(stream).end >= sample", new object[] { sample, stream });

    /// <summary>What was decoded.</summary>
    public Task<Extent> ExtentAsync(int stream = 0) => AskAsync<Extent>($"window.extent({stream})");

    /// <summary>A value of the page.</summary>
    public async Task<T> AskAsync<T>(string expression)
    {
        JsonElement? json = await Page.EvaluateAsync<JsonElement?>($"async () => {expression}");
        return json!.Value.Deserialize<T>(Json)!;
    }

    /// <summary>Sends a command through the page's session and gives back what was acknowledged.</summary>
    public Task<PageAck> CommandAsync(string call) => AskAsync<PageAck>($"await window.recording.session.{call}");

    /// <summary>Decoded samples, interleaved stereo.</summary>
    public async Task<short[]> SamplesAsync(long from, int count, int stream = 0) =>
        Shorts(await Page.EvaluateAsync<string>($"() => window.samples({from}, {count}, {stream})"));

    /// <summary>Takes a picture of the page for a person to look at.</summary>
    public Task PictureAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Screenshots, name + ".png"), FullPage = true,
    });

    /// <summary>16-bit samples out of base64.</summary>
    public static short[] Shorts(string base64) => MemoryMarshal.Cast<byte, short>(Convert.FromBase64String(base64)).ToArray();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private static string Recorder()
    {
        using Stream stream = typeof(DemoPage).Assembly.GetManifestResourceStream("recorder.js")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
