using SessionService.Music.Performance;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Tests.Support;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests;

/// <summary>How a note is played is read from the notes, and changes the sound.</summary>
public class TouchTests
{
    public static TheoryData<string> Keyed =>
        [.. InstrumentCatalogue.Names.Where(n => InstrumentCatalogue.Get(n).Kind is InstrumentKind.Bass or InstrumentKind.Melody or InstrumentKind.Chords)];

    [Theory]
    [MemberData(nameof(Keyed))]
    public void A_stress_is_brighter_and_a_bound_note_darker_at_the_same_velocity(string name)
    {
        double bound = Centre(Heard(name, Touch.Bound)), plain = Centre(Heard(name, Touch.Plain)), stressed = Centre(Heard(name, Touch.Stressed));
        Assert.True(bound < plain && plain < stressed, $"bound {bound:F1} Hz, plain {plain:F1} Hz, stressed {stressed:F1} Hz");
    }

    [Theory]
    [InlineData("string-ensemble")]
    [InlineData("flute")]
    [InlineData("fiddle")]
    public void A_short_note_is_damped(string name)
    {
        double shorter = Power(Heard(name, Touch.Short)[14_000..]), plain = Power(Heard(name, Touch.Plain)[14_000..]);
        Assert.True(shorter < 0.8 * plain, $"short {shorter:E2}, plain {plain:E2}");
    }

    [Fact]
    public void Lines_are_bound_where_notes_meet_and_not_where_they_part()
    {
        TouchReader reader = new();
        Assert.Equal(Touch.Plain, reader.Read(Note(0, 20_000), InstrumentKind.Melody));
        Assert.Equal(Touch.Bound, reader.Read(Note(21_000, 20_000), InstrumentKind.Melody));
        Assert.Equal(Touch.Plain, reader.Read(Note(45_000, 20_000), InstrumentKind.Melody));
        Assert.Equal(Touch.Short, reader.Read(Note(65_000, 5_000), InstrumentKind.Melody));
        Assert.Equal(Touch.Stressed, reader.Read(Note(70_000, 20_000, 100), InstrumentKind.Melody));
        Assert.Equal(Touch.Plain, reader.Read(Note(200_000, 20_000, 100), InstrumentKind.Melody));
    }

    [Fact]
    public void Chords_are_one_stroke_and_drums_and_textures_have_no_touch()
    {
        TouchReader reader = new();
        reader.Read(Note(0, 24_000, 60), InstrumentKind.Chords);
        Assert.Equal(Touch.Stressed, reader.Read(Note(24_000, 24_000, 90), InstrumentKind.Chords));
        Assert.Equal(Touch.Stressed, reader.Read(Note(24_400, 24_000, 90), InstrumentKind.Chords));
        Assert.Equal(Touch.Plain, reader.Read(Note(48_000, 24_000, 90), InstrumentKind.Chords));
        Assert.Equal(Touch.Plain, reader.Read(Note(72_000, 2_000, 120), InstrumentKind.Kit));
        Assert.Equal(Touch.Plain, reader.Read(Note(96_000, 2_000, 127), InstrumentKind.Texture));
    }

    [Fact]
    public void Only_the_stroke_before_counts()
    {
        TouchReader one = new(), other = new();
        one.Read(Note(0, 400_000, 20), InstrumentKind.Melody);
        foreach (TouchReader reader in (TouchReader[])[one, other])
        {
            reader.Read(Note(10_000, 10_000), InstrumentKind.Melody);
        }

        Assert.Equal(one.Read(Note(20_000, 10_000, 70), InstrumentKind.Melody), other.Read(Note(20_000, 10_000, 70), InstrumentKind.Melody));
    }

    private static Directive Note(long sample, long length, int velocity = 80) =>
        new(sample, DirectiveKind.Note, 0, 0, 64, (byte)velocity, 0, length);

    private static float[] Heard(string name, Touch touch)
    {
        Instrument instrument = InstrumentCatalogue.Get(name);
        int key = instrument.Kind == InstrumentKind.Bass ? 43 : Math.Clamp(64, instrument.Range.Lowest, instrument.Range.Highest);
        VoicePool pool = new(1);
        pool.Start(Play.Note(0, key, 80, 12_000), instrument.StrokeFor((byte)key)!, 1, Banks.Middle, touch);
        float[] heard = new float[24_000];
        for (int at = 0; at + 64 <= heard.Length; at += 64)
        {
            pool.OnGrid(Banks.Middle with { Tick = at / 64 });
            pool.Sums.Clear(0);
            pool.Render(at, 64);
            for (int i = 0; i < 64; i++)
            {
                heard[at + i] = pool.Sums.Left(0)[i] + pool.Sums.Right(0)[i];
            }
        }

        return heard;
    }

    private static double Power(float[] signal) => signal.Sum(x => (double)x * x);

    /// <summary>The root of the second moment of the power spectrum, Hz.</summary>
    private static double Centre(float[] signal)
    {
        double difference = 0;
        for (int i = 1; i < signal.Length; i++)
        {
            difference += Math.Pow(signal[i] - signal[i - 1], 2);
        }

        return Math.Asin(Math.Min(1, Math.Sqrt(difference / Power(signal)) / 2)) * 48_000 / Math.PI;
    }
}
