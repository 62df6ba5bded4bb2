using SessionService.Music.Styles;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

/// <summary>What the catalogue promises the composers.</summary>
public class CatalogueTests
{
    public static TheoryData<string> All => [.. InstrumentCatalogue.Names];

    [Fact]
    public void Names_are_many_and_each_is_there_once()
    {
        Assert.True(InstrumentCatalogue.Names.Count >= 80);
        Assert.Equal(InstrumentCatalogue.Names.Count, InstrumentCatalogue.Names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_key_of_the_range_sounds(string name)
    {
        (int lowest, int highest) = InstrumentCatalogue.RangeOf(name);
        Assert.InRange(lowest, 20, highest - 12);
        Assert.InRange(highest, lowest, 110);
        bool kit = InstrumentCatalogue.Get(name).Kind == InstrumentKind.Kit;
        int[] keys = kit ? [36, 37, 38, 39, 41, 42, 43, 45, 46, 48, 49, 51, 54, 70, 75, 81] : [lowest, (lowest + highest) / 2, highest];
        foreach (int key in keys)
        {
            (_, float[] stems) = Play.Whole(Play.Of(name), [Play.Note(0, key)], 9_600);
            float peak = stems.Max(Math.Abs);
            Assert.True(peak is > 0.002f and < 3, $"key {key}: {peak}");
        }
    }

    [Fact]
    public void No_style_asks_an_instrument_for_keys_it_does_not_have() =>
        Assert.All(StyleCatalogue.All, style => Assert.All(style.Idiom.Ranges, range =>
        {
            string name = style.Instruments[range.Key].Instrument;
            (int lowest, int highest) = InstrumentCatalogue.RangeOf(name);
            Assert.True(
                range.Value.Low >= lowest && range.Value.High <= highest,
                $"{style.Name}: {range.Key} from {range.Value.Low} to {range.Value.High}, but {name} plays {lowest} to {highest}");
        }));

    [Fact]
    public void Written_stingers_stay_where_their_instrument_sounds() =>
        Assert.All(StyleCatalogue.All, style =>
        {
            (int lowest, int highest) = InstrumentCatalogue.RangeOf(style.StingerInstrument.Instrument);
            Assert.True(
                style.StingerRange.Low >= lowest && style.StingerRange.High <= highest && style.StingerRange.High - style.StingerRange.Low >= 12,
                $"{style.Name}: {style.StingerInstrument.Instrument} plays {lowest} to {highest}");
        });

    [Fact]
    public void Every_style_finds_its_instruments()
    {
        IEnumerable<string> wanted = StyleCatalogue.All.SelectMany(
            s => s.Instruments.Values.Select(i => i.Instrument).Append(s.StingerInstrument.Instrument));
        Assert.Empty(wanted.Except(InstrumentCatalogue.Names));
    }
}
