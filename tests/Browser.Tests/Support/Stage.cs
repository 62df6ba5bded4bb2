using Microsoft.Playwright;

namespace SessionService.Browser.Tests.Support;

/// <summary>
/// One service and one Chromium for all tests that do not end either; each test has a page of its own. Nothing runs where
/// Chromium is missing: the tests are skipped and say so.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private ServiceProcess? _service;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The shared service.</summary>
    internal ServiceProcess Service => _service ?? throw Missing();

    /// <summary>The browser.</summary>
    internal IBrowser Browser => _browser ?? throw Missing();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Programs.Chromium is not { } chromium)
        {
            return;
        }

        await WebClient.EnsureBuiltAsync();
        _service = new ServiceProcess();
        await _service.StartAsync(CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium, Headless = true, Args = Switches,
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    /// <summary>Opens the demo in a context of its own; skips the test where there is no Chromium.</summary>
    internal async Task<DemoPage> OpenAsync(
        string example = "game", string query = "", int width = 1360, int height = 900, ColorScheme scheme = ColorScheme.Light,
        ServiceProcess? service = null)
    {
        SkipWithoutChromium();
        IBrowserContext context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme,
        });
        return await DemoPage.OpenAsync(context, (service ?? Service).Address, example, query);
    }

    /// <summary>Skips the test where there is no Chromium.</summary>
    internal static void SkipWithoutChromium() => Assert.SkipWhen(
        Programs.Chromium is null, "No Chromium on the PATH; install it with: apt-get install chromium");

    private static InvalidOperationException Missing() => new("There is no Chromium; call SkipWithoutChromium first.");
}

/// <summary>All browser tests share the stage and run one after another: they listen in real time.</summary>
[CollectionDefinition(Name)]
public sealed class StageCollection : ICollectionFixture<Stage>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "stage";
}
