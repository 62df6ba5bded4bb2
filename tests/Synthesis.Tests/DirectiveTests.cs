using SessionService.Music.Performance;
using SessionService.Synthesis.Tests.Support;

namespace SessionService.Synthesis.Tests;

/// <summary>Every directive acts at its sample, and nothing clicks.</summary>
public class DirectiveTests
{
    public static TheoryData<string> All => [.. InstrumentCatalogue.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void A_note_begins_at_its_sample(string name)
    {
        const int Onset = 1_013, Frames = 6_000;
        int key = name.EndsWith("-kit", StringComparison.Ordinal) ? 38 : 60;
        (float[] mix, float[] stems) = Play.Whole(Play.Of(name), [Play.Note(Onset, key)], Frames);
        int heard = Array.FindIndex(stems, x => x != 0) / 2, mixed = Array.FindIndex(mix, x => x != 0) / 2;

        // Crackle is silence between its cracks; hiss under it begins at once. A coarse converter rounds the first rise away.
        bool coarse = InstrumentCatalogue.Get(name).Colour is { Bits: > 0 };
        Assert.InRange(heard, Onset, Onset + (coarse ? 256 : 3));
        Assert.Equal(heard, mixed);
    }

    [Fact]
    public void Gain_moves_in_a_straight_line_and_arrives_on_time()
    {
        Directive[] plain = [Play.Note(0, 48, 96, 40_000)];
        Directive[] ramped = [.. plain, new(5_000, DirectiveKind.LayerGain, 0, 0, 0, 0, 0.25f, 4_000)];
        (_, float[] a) = Play.Whole(Play.Of("low-strings"), plain, 12_000);
        (_, float[] b) = Play.Whole(Play.Of("low-strings"), ramped, 12_000);
        for (int i = 2_000; i < 12_000; i++)
        {
            double expected = i < 5_000 ? 1 : Math.Max(0.25, 1 - (0.75 * (i + 1 - 5_000) / 4_000));
            Assert.Equal(a[2 * i] * expected, b[2 * i], 1e-6);
        }
    }

    [Fact]
    public void A_sudden_gain_still_ramps_for_two_milliseconds()
    {
        Directive[] plain = [Play.Note(0, 48, 96, 40_000)];
        Directive[] cut = [.. plain, new(5_000, DirectiveKind.LayerGain, 0, 0, 0, 0, 0, 0)];
        (_, float[] a) = Play.Whole(Play.Of("low-strings"), plain, 6_000);
        (_, float[] b) = Play.Whole(Play.Of("low-strings"), cut, 6_000);
        Assert.Equal(a[2 * 5_047] * 0.5, b[2 * 5_047], 1e-6);
        Assert.All(b[(2 * 5_096)..12_000], x => Assert.Equal(0f, x));
    }

    [Fact]
    public void A_scene_change_fades_what_sounds_and_spares_what_begins()
    {
        Directive change = new(10_000, DirectiveKind.SceneChange, 0, 0, 0, 0, 90, 2_400);
        Directive after = Play.Note(10_000, 67, 90, 10_000);
        (_, float[] both) = Play.Whole(Play.Of("warm-pad"), [Play.Note(0, 48, 96, 96_000), change, after], 24_000);
        (_, float[] alone) = Play.Whole(Play.Of("warm-pad"), [change, after], 24_000);
        (_, float[] old) = Play.Whole(Play.Of("warm-pad"), [Play.Note(0, 48, 96, 96_000), change], 24_000);
        Assert.All(old[(2 * 12_400)..48_000], x => Assert.Equal(0f, x));
        Assert.Contains(old[(2 * 12_200)..(2 * 12_390)], x => x != 0);
        for (int i = 2 * 12_400; i < 48_000; i++)
        {
            Assert.Equal(alone[i], both[i], 1e-6);
        }
    }

    [Fact]
    public void A_duck_lowers_all_layers_but_the_last()
    {
        Directive[] notes = [Play.Note(0, 45, 96, 90_000), Play.Note(0, 45, 96, 90_000, layer: 1)];
        Directive duck = new(20_000, DirectiveKind.Duck, 0, 0, 0, 0, 0.3f, 9_600);
        (_, float[] plain) = Play.Whole(Play.Of("sub-bass"), notes, 60_000);
        (_, float[] ducked) = Play.Whole(Play.Of("sub-bass"), [.. notes, duck], 60_000);
        Assert.Equal(plain[2 * 20_479] * 0.65, ducked[2 * 20_479], 1e-5);
        Assert.Equal(plain[2 * 25_000] * 0.3, ducked[2 * 25_000], 1e-6);
        Assert.Equal(plain[2 * 41_700], ducked[2 * 41_700], 1e-6);
        Assert.Equal(plain[120_000..240_000], ducked[120_000..240_000]);
    }

    [Fact]
    public void A_closed_hat_chokes_an_open_one()
    {
        Directive open = Play.Note(0, 46, 100);
        (_, float[] ringing) = Play.Whole(Play.Of("lofi-kit"), [open], 24_000);
        (_, float[] choked) = Play.Whole(Play.Of("lofi-kit"), [open, Play.Note(4_800, 42, 100)], 24_000);
        (_, float[] closed) = Play.Whole(Play.Of("lofi-kit"), [Play.Note(4_800, 42, 100)], 24_000);
        double Energy(float[] x, int from, int to) => x[(2 * from)..(2 * to)].Sum(v => (double)v * v);
        Assert.True(Energy(choked, 9_000, 14_000) < 0.02 * Energy(ringing, 9_000, 14_000));
        Assert.InRange(Energy(choked, 5_400, 9_000) / Energy(closed, 5_400, 9_000), 0.99, 1.01);
    }

    [Fact]
    public void Controls_act_while_a_note_sounds()
    {
        Directive note = Play.Note(0, 50, 96, 200_000);
        (_, float[] dull) = Play.Whole(Play.Of("warm-pad"), [note], 96_000);
        (_, float[] bright) = Play.Whole(
            Play.Of("warm-pad"), [note, new(48_000, DirectiveKind.Control, 0, 0, 0, 0, 1, 4_800)], 96_000);
        Assert.Equal(dull[..96_000], bright[..96_000]);
        Assert.True(Edge(bright) > 1.5 * Edge(dull));

        static double Edge(float[] x)
        {
            double sum = 0;
            for (int i = 120_000; i < 190_000; i += 2)
            {
                sum += Math.Pow(x[i + 2] - x[i], 2);
            }

            return sum;
        }
    }
}
