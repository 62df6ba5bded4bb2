using System.Text.RegularExpressions;

namespace SessionService.Architecture.Tests;

/// <summary>
/// What may not reach the music: the same project, seed and log must give the same samples on every run, and the core
/// must run anywhere a span does.
/// </summary>
public sealed partial class CoreTests
{
    private const string Advice =
        "The core takes spans and streams in and gives them out; the host opens files, reads clocks, draws seeds and runs threads. " +
        "Randomness in music is CounterRandom, keyed by seed, section, bar and part.";

    [Theory]
    [InlineData("src/Music")]
    [InlineData("src/Synthesis")]
    [InlineData("src/Audio")]
    public void The_core_knows_no_clock_thread_file_network_chance_or_host(string folder)
    {
        List<string> found = Matches(folder, HostThings());

        Assert.True(found.Count == 0, $"{string.Join("\n", found)}\n{Advice}");
    }

    [Theory]
    [InlineData("src/Music")]
    [InlineData("src/Synthesis")]
    [InlineData("src/Sessions")]
    public void Nothing_that_makes_music_asks_the_wall_clock_or_chance(string folder)
    {
        List<string> found = Matches(folder, ClockAndChance());

        Assert.True(found.Count == 0,
            $"{string.Join("\n", found)}\nTime comes in as TimeProvider, a session's seed from its creator; hash codes differ from run to run.");
    }

    [Fact]
    public void Sessions_know_no_vendor()
    {
        List<string> found = Matches("src/Sessions", Vendors());

        Assert.True(found.Count == 0, $"{string.Join("\n", found)}\nSessions states a port; an adapter project implements it.");
    }

    [Theory]
    [InlineData("var x = DateTime.UtcNow;", true)]
    [InlineData("await Task.Yield();", true)]
    [InlineData("using System.Net.Http;", true)]
    [InlineData("var r = new Random(1);", true)]
    [InlineData("using SessionService.Music.Random;", false)]
    [InlineData("Profile(x); Consoles(y); tasks.Add(z); stream.Read(span);", false)]
    public void The_rule_sees_what_it_should(string code, bool hit) => Assert.Equal(hit, HostThings().IsMatch(code));

    private static List<string> Matches(string folder, Regex rule)
    {
        List<string> found = [];
        int files = 0;
        foreach (string path in Tree.Sources(folder))
        {
            files++;
            string code = CSharpText.CodeOnly(Tree.Read(path));
            found.AddRange(rule.Matches(code).Select(m => $"{path}:{Tree.LineOf(code, m.Index)}: {m.Value.Trim()}"));
        }

        Assert.True(files > 0, $"No sources under {folder}: the rule would pass on nothing.");
        return found;
    }

    [GeneratedRegex(
        @"\b(System\.IO\.(File|Directory|Path)|File\.\w|Directory\.\w|FileStream|DateTime|DateTimeOffset|Stopwatch|TimeProvider" +
        @"|Thread|ThreadPool|Task|ValueTask|Parallel\.(For|Invoke)\w*|Timer|PeriodicTimer|HttpClient|WebSocket|Socket|System\.Net|System\.Threading\.Tasks" +
        @"|new\s+(System\.)?Random\s*\(|Random\.Shared|Guid\.NewGuid|RandomNumberGenerator|Environment\.\w|Console\.\w|Process\.\w" +
        @"|ILogger|IServiceProvider|IServiceCollection|Microsoft\.(Extensions|AspNetCore))\b|new\s+Random\s*\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex HostThings();

    [GeneratedRegex(
        @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bnew\s+(System\.)?Random\s*\(|\bRandom\.Shared\b|\bHashCode\.\w+|\.GetHashCode\s*\(|\bEnvironment\.TickCount",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ClockAndChance();

    [GeneratedRegex(
        @"\b(Microsoft\.AspNetCore|Microsoft\.Data|Microsoft\.ML|Orleans|Azure|Amazon|OpenTelemetry|StackExchange)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Vendors();
}
