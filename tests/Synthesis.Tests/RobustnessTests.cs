using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Render;
using SessionService.Synthesis.Mastering;
using SessionService.Synthesis.Tests.Support;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests;

public class RobustnessTests
{
    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Select(s => s.Name)];

    [Fact]
    public void Silence_stays_silence()
    {
        (float[] mix, float[] stems) = Play.Whole(Play.Of("warm-pad"), [], 48_000);
        Assert.All(mix, x => Assert.Equal(0f, x));
        Assert.All(stems, x => Assert.Equal(0f, x));
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Stems_are_finite_normal_and_without_a_mean(string style)
    {
        const int Frames = 480_000;
        Renderer renderer = new(DenseScene.Setup(style));
        Directive[] script = [.. DenseScene.Write(style, 6), new(290_000, DirectiveKind.SceneChange, 0, 0, 0, 0, 80, 4_000)];
        (float[] mix, float[] stems) = Play.Whole(renderer, [.. script.OrderBy(d => d.Sample)], Frames);
        Assert.DoesNotContain(mix, x => !float.IsFinite(x) || float.IsSubnormal(x));
        Assert.DoesNotContain(stems, x => !float.IsFinite(x) || float.IsSubnormal(x));
        for (int stem = 0; stem < renderer.StemCount; stem++)
        {
            Assert.InRange(Play.Left(stems.AsSpan(2 * Frames * stem, 2 * Frames)).Average(), -2e-3, 2e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void True_peak_stays_under_minus_one_however_loud(string style)
    {
        foreach (double gain in (double[])[2, 16])
        {
            Directive[] script =
            [
                .. DenseScene.Write(style, 5).Select(d =>
                    d.Kind == DirectiveKind.LayerGain ? d with { Value = (float)(d.Value * gain) } : d),
            ];
            (float[] mix, _) = Play.Whole(new Renderer(DenseScene.Setup(style)), script, 240_000);
            new PeakLimiter().Process(mix);
            LoudnessMeter meter = new(48_000, 2);
            meter.Process(mix);
            Assert.True(meter.TruePeakDb <= -1, $"gain {gain}: {meter.TruePeakDb:F2} dBTP");
        }
    }

    [Fact]
    public void Too_many_notes_give_up_old_ones_without_a_click()
    {
        Directive[] script = [.. Enumerable.Range(0, 60).Select(i => Play.Note(2_000 + (i * 500), 30 + (i % 12), 60, 400_000))];
        Renderer renderer = Play.Of("sub-bass");
        (_, float[] stems) = Play.Whole(renderer, script, 40_000);
        Assert.InRange(renderer.Voices, 1, VoicePool.VoicesPerLayer + 2);
        Assert.Equal(0, renderer.DroppedNotes);

        // Sixteen low sines that begin in 25 ms and end in 3: nothing may bend faster than those do.
        float[] left = Play.Left(stems.AsSpan(0, 80_000));
        float peak = left.Max(Math.Abs), bend = 0;
        for (int i = 2; i < left.Length; i++)
        {
            bend = Math.Max(bend, Math.Abs(left[i] - (2 * left[i - 1]) + left[i - 2]));
        }

        Assert.True(bend < 0.004 * peak, $"{bend / peak}");
    }

    [Fact]
    public void A_flood_of_notes_is_counted_and_a_scene_change_still_gets_through()
    {
        Renderer renderer = Play.Of("sub-bass");
        Directive[] flood = [.. Enumerable.Range(0, 9_000).Select(i => Play.Note(1_000, 40))];
        renderer.Schedule(flood);
        Assert.Equal(9_000 - 7_168, renderer.DroppedNotes);
        renderer.Schedule([new Directive(2_000, DirectiveKind.SceneChange, 0, 0, 0, 0, 90, 1_000)]);
        Assert.Equal(9_000 - 7_168, renderer.DroppedNotes);
        float[] mix = new float[2 * 9_600];
        renderer.Process(9_600, mix, default);
        Assert.Equal(0, renderer.Voices);
        Assert.All(mix, x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void Wrong_requests_are_refused_by_name()
    {
        Assert.Contains("kazoo", Assert.Throws<ArgumentException>(() => Play.Of("kazoo")).Message, StringComparison.Ordinal);
        Assert.Contains("polka", Assert.Throws<ArgumentException>(() => Play.Of("harp", "polka")).Message, StringComparison.Ordinal);
        Renderer renderer = Play.Of("harp");
        renderer.Process(100, new float[200], default);
        Assert.Throws<ArgumentException>(() => renderer.Schedule([Play.Note(99, 60)]));
        Assert.Throws<ArgumentException>(() => renderer.Schedule([Play.Note(100, 60, layer: 5)]));
        Assert.Throws<ArgumentException>(() => renderer.Schedule([new(200, DirectiveKind.LayerGain, 0, 0, 0, 0, float.NaN, 0)]));
        Assert.Throws<ArgumentException>(() => renderer.Process(100, new float[10], default));
    }
}
