using SessionService.Inference.Codec;

namespace SessionService.Inference.Tests.Codec;

/// <summary>Beats are found where they were put.</summary>
public sealed class BeatPhaseTests
{
    private const int Rate = 32_000;

    [Theory]
    [InlineData(90, 0.12)]
    [InlineData(120, 0.31)]
    [InlineData(174, 0.05)]
    [InlineData(70, 0.8)]
    public void Strokes_over_a_pad_are_found_within_six_milliseconds(double bpm, double firstSeconds)
    {
        double beat = Rate * 60 / bpm;
        float[] sound = Sound(bpm, firstSeconds, strokes: 0.6f);

        BeatPhase found = BeatPhase.Find(sound, Rate, beat);

        double off = (found.Samples - (firstSeconds * Rate)) % beat;
        off = off > beat / 2 ? off - beat : off < -beat / 2 ? off + beat : off;
        Assert.InRange(Math.Abs(off) / Rate, 0, 0.006);
        Assert.True(found.Clearness > 3, $"{found.Clearness}");
    }

    [Fact]
    public void A_pad_alone_has_no_clear_beat_and_a_short_piece_none()
    {
        Assert.InRange(BeatPhase.Find(Sound(100, 0, strokes: 0), Rate, Rate * 0.6).Clearness, 0, 4);
        Assert.Equal(0, BeatPhase.Find(new float[Rate], Rate, Rate * 0.6).Clearness);
    }

    // Seven seconds of a noisy pad with a decaying click on each beat.
    private static float[] Sound(double bpm, double firstSeconds, float strokes)
    {
        Random random = new(4);
        float[] sound = [.. Enumerable.Range(0, 7 * Rate).Select(
            i => (0.1f * MathF.Sin(i * 0.05f)) + (0.03f * ((float)random.NextDouble() - 0.5f)))];
        for (double at = firstSeconds * Rate; at < sound.Length; at += Rate * 60 / bpm)
        {
            for (int i = 0; i < 2_000 && at + i < sound.Length; i++)
            {
                sound[(int)at + i] += strokes * MathF.Exp(-i / 400f) * MathF.Sin(i * 0.3f);
            }
        }

        return sound;
    }
}
