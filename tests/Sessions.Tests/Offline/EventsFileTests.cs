using SessionService.Music.Performance;
using SessionService.Sessions.Offline;

namespace SessionService.Sessions.Tests.Offline;

public sealed class EventsFileTests
{
    [Fact]
    public void Reads_commands_in_order_of_time_and_lines_of_the_same_time_in_order()
    {
        var read = EventsFile.Read(
        [
            """{"at_ms": 2000, "id": "b", "event": "two"}""",
            string.Empty,
            "// a comment",
            """{"at_ms": 1500, "id": "a", "event": "one", "value": 0.8}""",
            """{"at_ms": 2000, "event": "three"}""",
        ]);

        Assert.Null(read.Refusal);
        Assert.Equal(
            [new UiEventCommand("a", "one", 0.8), new UiEventCommand("b", "two"), new UiEventCommand("line-5", "three")],
            read.Value!.Select(command => command.Command));
        Assert.Equal(72_000, read.Value![0].AtSample);
    }

    [Theory]
    [InlineData("nonsense", "not JSON")]
    [InlineData("[]", "Expected an object")]
    [InlineData("""{"event":"x"}""", "at_ms")]
    [InlineData("""{"at_ms":-1,"event":"x"}""", "at_ms")]
    [InlineData("""{"at_ms":1.5,"event":"x"}""", "at_ms")]
    [InlineData("""{"at_ms":1}""", "event")]
    [InlineData("""{"at_ms":1,"event":""}""", "event")]
    [InlineData("""{"at_ms":1,"event":"x","value":"loud"}""", "value")]
    [InlineData("""{"at_ms":1,"event":"x","value":1e999}""", "value")]
    [InlineData("""{"at_ms":1,"event":"x","id":7}""", "id")]
    [InlineData("""{"at_ms":1,"event":"x","volume":7}""", "volume")]
    public void Names_the_line_and_what_was_expected(string line, string mentions)
    {
        var read = EventsFile.Read(["""{"at_ms":0,"event":"fine"}""", line]);
        Assert.NotNull(read.Refusal);
        var fault = Assert.Single(read.Faults);
        Assert.Equal("line 2", fault.Path);
        Assert.Contains(mentions, fault.Message, StringComparison.Ordinal);
    }
}
