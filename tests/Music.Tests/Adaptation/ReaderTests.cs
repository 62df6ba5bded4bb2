using System.Text;
using System.Text.Json;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Adaptation;

public sealed class ReaderTests
{
    public static TheoryData<int> Wrong => [.. Enumerable.Range(0, WrongMaps.All.Length)];

    [Fact]
    public void A_right_map_is_read_whole()
    {
        AdaptiveMap map = Right();
        SceneDefinition calm = map.Scenes[0];
        Assert.Equal(("calm", "ambient", new Key(6, Mode.Dorian), new Tempo(70_500), new Metre(6, 8), 8, "calm music"),
            (calm.Name, calm.Style, calm.Key, calm.Tempo, calm.Metre, calm.PhraseBars, calm.Caption));
        Assert.Equal(new Mood(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), calm.Mood);
        Assert.Equal([new LayerDefinition("pad", Part.Chords, -3, "harp"), new LayerDefinition("beat", Part.Drums, 0, null)], calm.Layers);
        SceneDefinition wild = map.Scenes[1];
        Assert.Equal((new Key(2, Mode.Major), new Tempo(78_000), Metre.Common, 4), (wild.Key, wild.Tempo, wild.Metre, wild.PhraseBars));
        Assert.Equal(("intensity", 0.0, 10.0, 3.0, 200), Head(map.Parameters[0]));
        Assert.Equal(
            [
                new DriveDefinition(DriveTarget.Density, null, -0.5, 0.5, DriveCurve.Exp, "calm"),
                new DriveDefinition(DriveTarget.Tempo, null, 0.9, 1.1, DriveCurve.Linear, null),
                new DriveDefinition(DriveTarget.Layer, "beat", 0, 2, DriveCurve.Linear, null),
            ],
            map.Parameters[0].Drives);
        Assert.Equal(
            [new TransitionDefinition(null, "wild", SyncPoint.Phrase, 100, true, 1) { RampBars = 2 }, new TransitionDefinition("wild", "calm", SyncPoint.Bar, 400, true, 0)],
            map.Transitions);
        Assert.Equal([new StingerNote(0, -3, 4, 0.5, 99), new StingerNote(1.5, 8, 5, 1, 96)], map.Stingers[1].Notes);
        Assert.Equal(("coin", "coin", SyncPoint.Immediate, 0.5, -3.0, "vibraphone", "a coin"), Head(map.Stingers[0]));
        Assert.Equal(
            [
                new SceneAction("wild", SyncPoint.Beat), new SetAction("intensity", null, 2, 1, 4, RampUnit.Beats),
                new SetAction("intensity", 5, 1, 0, 100, RampUnit.Ms), new StingerAction("coin", SyncPoint.Bar),
                new LayerAction("pad", true, null, null), new LayerAction("pad", false, null, null),
                new LayerAction("beat", null, true, null), new LayerAction("beat", null, false, null),
                new LayerAction("stingers", null, null, -6),
            ],
            map.Events[0].Actions);
        MapCondition condition = Assert.Single(map.Events[0].Conditions);
        Assert.Equal(["calm"], condition.Scenes, StringComparer.Ordinal);
        Assert.Equal(("intensity", 1.0, 9.0, 0.0, 1.0),
            (condition.Parameter, condition.Above, condition.Below, condition.ValueAbove, condition.ValueBelow));
        Assert.Equal(500, map.Events[0].CooldownMs);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_fault_is_told_with_its_path_and_what_was_expected(int index)
    {
        (string path, string? value, string expected, _) = WrongMaps.All[index];
        AdaptiveMapResult result = Read(WrongMaps.Make(path, value));
        Assert.Null(result.Map);
        Assert.Contains(result.Faults, fault =>
            fault.Message.Contains(expected, StringComparison.Ordinal)
            && (path == fault.Path || path.StartsWith(fault.Path + "/", StringComparison.Ordinal) || fault.Path.StartsWith(path + "/", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void The_schema_judges_as_the_reader_where_it_can(int index)
    {
        (string path, string? value, _, bool schema) = WrongMaps.All[index];
        using JsonDocument map = JsonDocument.Parse(WrongMaps.Make(path, value));
        using JsonDocument rules = JsonDocument.Parse(AdaptiveMapSchema.Json);
        Assert.Equal(!schema, new SchemaJudge(rules.RootElement).Accepts(map.RootElement));
    }

    [Fact]
    public void The_schema_accepts_what_the_reader_accepts()
    {
        using JsonDocument rules = JsonDocument.Parse(AdaptiveMapSchema.Json);
        SchemaJudge judge = new(rules.RootElement);
        foreach (byte[] json in ExampleFiles.Names.Select(ExampleFiles.Map).Append(Encoding.UTF8.GetBytes(WrongMaps.Right)))
        {
            using JsonDocument map = JsonDocument.Parse(json);
            Assert.True(judge.Accepts(map.RootElement));
            Assert.Empty(AdaptiveMapReader.Read(json).Faults);
        }
    }

    /// <summary>Each list of names in the schema is the one the engine has.</summary>
    [Fact]
    public void The_schema_lists_the_engines_names()
    {
        using JsonDocument rules = JsonDocument.Parse(AdaptiveMapSchema.Json);
        JsonElement defs = rules.RootElement.GetProperty("$defs");
        Same(Styles.StyleCatalogue.All.Select(style => style.Name), defs.GetProperty("scene").GetProperty("properties").GetProperty("style"));
        Same(Snake<Mode>(), defs.GetProperty("scene").GetProperty("properties").GetProperty("mode"));
        Same(Snake<Part>(), defs.GetProperty("layer").GetProperty("properties").GetProperty("part"));
        Same(Snake<SyncPoint>(), defs.GetProperty("sync"));
        Same(Snake<DriveCurve>(), defs.GetProperty("drive").GetProperty("properties").GetProperty("curve"));
        Same(StingerDefinition.Kinds, defs.GetProperty("stinger").GetProperty("properties").GetProperty("kind"));
        Same(RuleComposer.Stingers, defs.GetProperty("stinger").GetProperty("properties").GetProperty("kind"));
        Same(
            Styles.StyleCatalogue.All.SelectMany(style => style.Instruments.Values.Append(style.StingerInstrument)).Select(choice => choice.Instrument),
            defs.GetProperty("instrument"));

        static IEnumerable<string> Snake<T>()
            where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);

        static void Same(IEnumerable<string> expected, JsonElement schema) => Assert.Equal(
            string.Join(' ', expected.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            string.Join(' ', schema.GetProperty("enum").EnumerateArray().Select(item => item.GetString()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void All_faults_are_told_in_one_go_up_to_the_limit()
    {
        AdaptiveMapResult two = Read("""{"format":1,"start":"a","scenes":{"a":{"style":"x","layers":{}}},"parameters":3}""");
        Assert.Equal(["/scenes/a/style", "/scenes/a/layers", "/parameters"], two.Faults.Select(fault => fault.Path), StringComparer.Ordinal);
        string many = string.Join(',', Enumerable.Range(0, 80).Select(i => $"\"x{i}\":1"));
        AdaptiveMapResult result = Read($"{{{many}}}");
        Assert.Equal(Limits.MapFaults + 1, result.Faults.Count);
        Assert.Equal("and 33 more faults", result.Faults[^1].Message);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("[1,]", "not JSON")]
    [InlineData("null", "expected a map")]
    [InlineData("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "nested deeper")]
    [InlineData("""{"name":"\ud800"}""", "surrogate")]
    [InlineData("""{"\ud800":1}""", "surrogate")]
    public void What_is_no_document_is_one_fault(string json, string expected)
    {
        AdaptiveMapResult result = Read(json);
        Assert.Contains(expected, result.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_too_many_bytes_are_faults()
    {
        Assert.Contains("UTF-8", AdaptiveMapReader.Read([0x22, 0xFF, 0x22]).Faults[0].Message, StringComparison.Ordinal);
        byte[] large = new byte[Limits.MapBytes + 1];
        Assert.Contains("at most", AdaptiveMapReader.Read(large).Faults[0].Message, StringComparison.Ordinal);
        Assert.NotNull(AdaptiveMapReader.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(WrongMaps.Right)]).Map);
    }

    [Theory]
    [InlineData("\"bpm\": 70.5", "\"bpm\": 70.5, \"bpm\": 71", "/scenes/calm/bpm")]
    [InlineData("\"tap\": {", "\"go\": {", "/events/go")]
    [InlineData("{ \"from\": \"wild\", \"to\": \"calm\" }", "{ \"from\": \"wild\", \"to\": \"calm\" }, { \"from\": \"wild\", \"to\": \"calm\" }", "/transitions/2")]
    public void What_is_there_twice_is_a_fault(string old, string now, string path)
    {
        AdaptiveMapResult result = Read(WrongMaps.Right.Replace(old, now, StringComparison.Ordinal));
        Assert.Equal(path, Assert.Single(result.Faults).Path);
    }

    [Fact]
    public void Counts_are_held_to_the_limits()
    {
        string scenes = string.Join(',', Enumerable.Range(0, Limits.Scenes + 1)
            .Select(i => $$$"""
                "s{{{i}}}":{"style":"ambient","layers":{"l{{{i}}}":{"part":"bass"} } }
                """));
        IReadOnlyList<MapFault> faults = Read($$$"""{"format":1,"start":"s0","scenes":{ {{{scenes}}} }}""").Faults;
        Assert.Contains(faults, fault => fault.Message.Contains($"expected at most {Limits.Scenes}", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Message.Contains($"expected at most {Limits.Layers}", StringComparison.Ordinal));
    }

    /// <summary>Hostile input: any byte of a right map changed, the reader answers and does not throw.</summary>
    [Fact]
    public void Any_damaged_byte_gets_an_answer()
    {
        byte[] right = Encoding.UTF8.GetBytes(WrongMaps.Right);
        for (int i = 0; i < right.Length; i++)
        {
            byte[] damaged = [.. right];
            damaged[i] = (byte)"\"{}[],:0-\\ \u007f"[i % 12];
            AdaptiveMapResult result = AdaptiveMapReader.Read(damaged);
            Assert.Equal(result.Map is null, result.Faults.Count > 0);
        }
    }

    [Fact]
    public void Nearest_names_are_found_for_typos_only()
    {
        AdaptiveMapResult result = Read(WrongMaps.Make("/start", "\"zzz\""));
        Assert.DoesNotContain("did you mean", result.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("known: calm, wild", result.Faults[0].Message, StringComparison.Ordinal);
    }

    private static AdaptiveMap Right()
    {
        AdaptiveMapResult result = Read(WrongMaps.Right);
        Assert.Empty(result.Faults);
        return result.Map!;
    }

    private static (string, double, double, double, int) Head(ParameterDefinition p) => (p.Name, p.Min, p.Max, p.Default, p.SmoothingMs);

    private static (string, string?, SyncPoint, double, double, string?, string) Head(StingerDefinition s) =>
        (s.Name, s.Kind, s.Sync, s.Duck, s.GainDb, s.Instrument, s.Caption);

    private static AdaptiveMapResult Read(string json) => AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(json));
}
