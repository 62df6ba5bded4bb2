using Microsoft.Playwright;
using SessionService.Browser.Tests.Support;

namespace SessionService.Browser.Tests;

/// <summary>The demo as a visitor uses it.</summary>
[Collection(StageCollection.Name)]
public sealed class DemoTests(Stage stage)
{
    [Fact]
    public async Task A_visit_to_the_game_moves_the_music()
    {
        await using DemoPage demo = await stage.OpenAsync();
        IPage page = demo.Page;
        await demo.PlayAsync();
        await page.Locator("#captions li").First.WaitForAsync();
        await demo.HeardAsync(2);
        await Assertions.Expect(page.Locator("#scene")).ToHaveTextAsync("explore");

        await page.GetByRole(AriaRole.Button, new() { Name = "Coin 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Shade in the reeds" }).ClickAsync();
        await Assertions.Expect(page.Locator("#scene")).ToHaveTextAsync("battle", new() { Timeout = 15_000 });
        await demo.PictureAsync("game-battle-1360");
        for (int blow = 0; blow < 3; blow++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Strike" }).ClickAsync();
        }

        await Assertions.Expect(page.Locator("#scene")).ToHaveTextAsync("victory", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Walk on" }).ClickAsync();
        await HeardCuesAsync(page, 3);
        await demo.PictureAsync("game-light-1360");
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task A_visit_to_the_shop_moves_the_music()
    {
        await using DemoPage demo = await stage.OpenAsync("shop", scheme: ColorScheme.Dark);
        IPage page = demo.Page;
        await demo.PlayAsync();
        await demo.HeardAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Teapot to the basket" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Stool to the basket" }).ClickAsync();
        await HeardCuesAsync(page, 2);
        await demo.PictureAsync("shop-dark-1360");
        await page.GetByRole(AriaRole.Button, new() { Name = "Basket 2" }).ClickAsync();
        await Assertions.Expect(page.Locator("#scene")).ToHaveTextAsync("cart", new() { Timeout = 15_000 });
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task A_listener_has_a_model_write_the_lead_and_then_the_rules_again()
    {
        await using DemoPage demo = await stage.OpenAsync("styles");
        await demo.PlayAsync();
        await demo.HeardAsync(1);
        ILocator row = demo.Page.Locator("#layers li", new() { HasText = "lead" });
        ILocator model = row.GetByRole(AriaRole.Button, new() { Name = "Let a model write lead" });
        await model.ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("by score-preview", new() { Timeout = 60_000 });
        await Assertions.Expect(model).ToHaveAttributeAsync("aria-pressed", "true");
        await demo.PictureAsync("styles-model-1360");
        await model.ClickAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("by score-preview", new() { Timeout = 60_000 });
        Assert.Empty((await demo.ExtentAsync()).Holes);
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task A_room_of_another_style_is_entered_and_its_dials_turn()
    {
        await using DemoPage demo = await stage.OpenAsync("styles");
        IPage page = demo.Page;
        await demo.PlayAsync();
        await demo.HeardAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Chiptune" }).ClickAsync();
        await Assertions.Expect(page.Locator("#scene")).ToHaveTextAsync("chiptune", new() { Timeout = 20_000 });
        await page.GetByLabel("Tension").First.FillAsync("0.9");
        await Assertions.Expect(page.Locator("#parameters")).ToContainTextAsync("0.90", new() { Timeout = 10_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "coin", Exact = true }).ClickAsync();
        await HeardCuesAsync(page, 2);
        await demo.PictureAsync("styles-1360");
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task Reading_moves_the_music_and_fits_a_small_screen()
    {
        await using DemoPage demo = await stage.OpenAsync("reading", width: 360, height: 740);
        IPage page = demo.Page;
        await demo.PlayAsync();
        await demo.HeardAsync(1);
        await page.GetByRole(AriaRole.Heading, new() { Name = "The storm" }).ScrollIntoViewIfNeededAsync();
        await page.Locator(".page").EvaluateAsync("page => { page.scrollTop += 300; }");
        await Assertions.Expect(page.Locator("#next")).ToContainTextAsync("storm", new() { Timeout = 15_000 });
        await demo.PictureAsync("reading-light-360");
        Assert.Equal(360, await demo.AskAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using DemoPage demo = await stage.OpenAsync();
        IPage page = demo.Page;
        for (int presses = 0; presses < 10 && await page.EvaluateAsync<string>("() => document.activeElement.id") != "play"; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await demo.HeardAsync(1);
        await page.Locator(".map").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("() => window.recording.cues.some((ack) => ack.cues.some((cue) => cue.target === 'intensity'))");
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task Pause_lets_go_of_the_session_and_play_goes_on_where_it_was()
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(2);
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await demo.Page.GetByText("Paused").WaitForAsync();
        long stopped = (await demo.ExtentAsync()).End;
        await demo.PlayAsync();
        await demo.DecodedAsync(stopped + 96_000);
        Assert.Empty((await demo.ExtentAsync()).Holes);
        Assert.Equal(0, await demo.AskAsync<int>("window.recording.underruns.length"));
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task A_mute_button_is_answered_by_the_session()
    {
        await using DemoPage demo = await stage.OpenAsync();
        await demo.PlayAsync();
        ILocator mute = demo.Page.GetByRole(AriaRole.Button, new() { Name = "Mute pad" });
        await mute.ClickAsync();
        await demo.Page.WaitForFunctionAsync("() => window.recording.session.state.layers.find((l) => l.name === 'pad').muted");
        await Assertions.Expect(mute).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task A_session_that_cannot_be_opened_is_said_plainly()
    {
        await using DemoPage demo = await stage.OpenAsync();
        await demo.Page.RouteAsync("**/demo/sessions", route => route.AbortAsync());
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await Assertions.Expect(demo.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("cannot be reached");
        await Assertions.Expect(demo.Page.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeEnabledAsync();
    }

    /// <summary>Waits until so many rows of the cue list show by how much what was heard was off, and that it was little.</summary>
    private static async Task HeardCuesAsync(IPage page, int count)
    {
        await page.WaitForFunctionAsync(
            "count => [...document.querySelectorAll('#cues td:last-child')].filter((cell) => /ms$/.test(cell.textContent)).length >= count", count);
        double[] off = await page.EvaluateAsync<double[]>(
            "() => window.recording.heard.filter((h) => h.errorMs !== null).map((h) => h.errorMs)");
        int underruns = await page.EvaluateAsync<int>("() => window.recording.underruns.length");

        // Where a busy machine let the buffer run dry, everything after the hole is heard later than was said, never sooner.
        Assert.True(off.Min() > -30, $"A cue was heard {-off.Min():F1} ms too soon.");
        Assert.True(off.Max() < 30 || underruns > 0, $"A cue was heard {off.Max():F1} ms late, and nothing held it up.");
    }
}
