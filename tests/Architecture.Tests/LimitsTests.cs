using System.Reflection;
using System.Text.RegularExpressions;
using SessionService.Music;

namespace SessionService.Architecture.Tests;

/// <summary>Relations that must hold between the limits, so that no two of them contradict each other.</summary>
public sealed class LimitsTests
{
    // A command as a client writes it: an id and two names in full length, and the words around them.
    private const int LongestUsualCommandBytes = 256;

    public static TheoryData<string, string, string> Below { get; } = new()
    {
        { nameof(Limits.ListenerQueueMs), nameof(Limits.ResumeWindowMs), "a listener that lost its connection with a full queue can still resume" },
        { nameof(Limits.MapBytes), nameof(Limits.RequestBytes), "a map fits into a request with its envelope" },
        { nameof(Limits.SocketFrameBytes), nameof(Limits.RequestBytes), "what a socket takes, a request takes too" },
        { nameof(Limits.SocketFrameBytes), nameof(Limits.MapBytes), "maps come by request, not by socket" },
        { nameof(Limits.CommandsPerBatch), nameof(Limits.CommandsPerSecond), "a full batch is within a second's allowance" },
        { nameof(Limits.CommandsPerBatch), nameof(Limits.RememberedCommands), "a batch never forgets its own ids" },
        { nameof(Limits.IdleSessionsInMemory), nameof(Limits.SessionsPerTenant), "one tenant's idle sessions do not fill the memory" },
        { nameof(Limits.ActionsPerEvent), nameof(Limits.Events), "the size of one event is no way round the number of events" },
        { nameof(Limits.PendingStingers), nameof(Limits.Stingers), "not every stinger of a map can wait at once" },
        { nameof(Limits.SequencesWaitingPerTenant), nameof(Limits.SequencesWaiting), "one tenant does not fill the queue of a model" },
        { nameof(Limits.MapFaults), nameof(Limits.Transitions), "a list of faults is shorter than the map" },
    };

    [Theory]
    [MemberData(nameof(Below))]
    public void The_first_is_below_the_second(string smaller, string larger, string because) =>
        Assert.True(Value(smaller) < Value(larger), $"Limits.{smaller} ({Value(smaller)}) must be below Limits.{larger} ({Value(larger)}): {because}.");

    [Fact]
    public void A_full_batch_of_usual_commands_fits_a_request() =>
        Assert.True(Value(nameof(Limits.CommandsPerBatch)) * LongestUsualCommandBytes <= Value(nameof(Limits.RequestBytes)));

    [Fact]
    public void A_socket_frame_holds_the_longest_command() =>
        Assert.True(2 * (Limits.CommandIdLength + Limits.NameLength) * 6 < Value(nameof(Limits.SocketFrameBytes)), "names count characters, up to six bytes each when escaped");

    [Fact]
    public void Every_part_can_have_a_layer() =>
        Assert.True(Enum.GetValues<SessionService.Music.Score.Part>().Length <= Value(nameof(Limits.Layers)));

    [Fact]
    public void Every_limit_is_held_to_somewhere()
    {
        string code = string.Join('\n', Tree.Sources("src")
            .Where(path => path is not "src/Music/Limits.cs").Select(path => CSharpText.CodeOnly(Tree.Read(path))));
        string[] idle = [.. Names().Where(name => !Regex.IsMatch(code, $@"\bLimits\.{name}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2)))];

        Assert.True(idle.Length == 0, $"Nothing reads Limits.{string.Join(", Limits.", idle)}: hold to it at the door, or take it out.");
    }

    [Fact]
    public void Every_limit_is_positive() =>
        Assert.All(Names(), name => Assert.True(Value(name) > 0, $"Limits.{name} is {Value(name)}."));

    private static IEnumerable<string> Names() =>
        typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => f.Name);

    private static long Value(string name) =>
        Convert.ToInt64(typeof(Limits).GetField(name)!.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture);
}
