using System.Globalization;
using SessionService.Audio.Loudness;
using SessionService.Audio.Tests.Support;
using SessionService.Audio.Wav;

namespace SessionService.Audio.Tests;

public class LoudnessMeterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_ffmpegs_meter(int seed)
    {
        Assert.SkipUnless(Tool.Has("ffmpeg"), "ffmpeg, the independent meter, is not installed.");
        float[] programme = Signals.Programme(30, seed);
        using var file = new TemporaryFile(".wav");
        using (var writer = new WavWriter(File.Create(file.Path), Signals.Rate, 2, WavFormat.Float32))
        {
            writer.Write(programme);
        }

        string report = Tool.Run("ffmpeg", "-hide_banner", "-nostats", "-i", file.Path, "-af", "ebur128=peak=true", "-f", "null", "-").Error;
        report = report[report.LastIndexOf("Summary:", StringComparison.Ordinal)..];
        var meter = new LoudnessMeter(Signals.Rate, 2);
        meter.Process(programme);

        // It prints tenths, and counts loudness range in bins of a tenth, of which some 270 blocks fill few.
        Assert.Equal(Read(report, "I"), meter.Integrated, 0.1);
        Assert.Equal(Read(report, "LRA"), meter.Range, 0.5);
        Assert.Equal(Read(report, "Peak"), meter.TruePeakDb, 0.3);
    }

    [Fact]
    public void The_size_of_a_call_changes_nothing()
    {
        float[] programme = Signals.Programme(5, 4);
        var whole = new LoudnessMeter(Signals.Rate, 2);
        whole.Process(programme);
        var pieces = new LoudnessMeter(Signals.Rate, 2);
        var random = new Random(5);
        for (int at = 0; at < programme.Length;)
        {
            int count = Math.Min(programme.Length - at, 2 * random.Next(1, 3000));
            pieces.Process(programme.AsSpan(at, count));
            at += count;
        }

        // Energy sums round differently where a hop is cut; nothing else may differ.
        Assert.Equal(whole.Integrated, pieces.Integrated, 1e-9);
        Assert.Equal(whole.MaxMomentary, pieces.MaxMomentary, 1e-9);
        Assert.Equal(whole.MaxShortTerm, pieces.MaxShortTerm, 1e-9);
        Assert.Equal(whole.TruePeakDb, pieces.TruePeakDb);
    }

    [Fact]
    public void Silence_reads_as_negative_infinity_and_nothing_stays_after_a_reset()
    {
        var meter = new LoudnessMeter(Signals.Rate, 2);
        meter.Process(Signals.Stereo(4, 0));
        meter.Reset();
        meter.Process(Signals.Silence(4));
        Assert.Equal(double.NegativeInfinity, meter.Integrated);
        Assert.Equal(double.NegativeInfinity, meter.Momentary);
        Assert.Equal(double.NegativeInfinity, meter.TruePeakDb);
        Assert.Equal(0, meter.Range);
    }

    [Fact]
    public void What_is_not_a_number_does_not_poison_it()
    {
        float[] tone = Signals.Stereo(4, -23);
        tone[1001] = float.NaN;
        tone[2002] = float.PositiveInfinity;
        var meter = new LoudnessMeter(Signals.Rate, 2);
        meter.Process(tone);
        Assert.Equal(-23, meter.Integrated, 0.1);
        Assert.True(double.IsFinite(meter.TruePeakDb));
    }

    [Fact]
    public void It_allocates_nothing_while_it_hears()
    {
        float[] tone = Signals.Stereo(1, -23);
        var meter = new LoudnessMeter(Signals.Rate, 2);
        Assert.Equal(0, Allocation.Of(() => meter.Process(tone)));
    }

    [Theory]
    [InlineData(48_000, 4)]
    [InlineData(48_000, 0)]
    [InlineData(22_050, 2)]
    [InlineData(4_000, 2)]
    public void What_it_cannot_measure_is_refused(int rate, int channels)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoudnessMeter(rate, channels));
    }

    [Fact]
    public void A_cut_frame_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new LoudnessMeter(48_000, 2).Process(new float[3]));
    }

    // A line of the summary, such as "    I:         -23.0 LUFS".
    private static double Read(string report, string name)
    {
        string line = report.Split('\n').First(text => text.Trim().StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
