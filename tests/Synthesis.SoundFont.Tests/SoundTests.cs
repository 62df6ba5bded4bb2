using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Synthesis.Mastering;
using SessionService.Synthesis.SoundFont.Tests.Support;

namespace SessionService.Synthesis.SoundFont.Tests;

public class SoundTests
{
    // Recordings of one stroke, of which next to nothing is left above the fundamental: there is nothing to darken.
    private static readonly string[] Pure = ["celesta", "music-box", "tubular-bells", "kalimba", "marimba"];

    public static TheoryData<string> Shaded => [.. Programs.All.Select(program => program.Instrument).Except(Pure)];

    public static TheoryData<string> Recorded => [.. Programs.All.Select(program => program.Instrument)];

    [Fact]
    public void A_note_begins_at_most_fifteen_samples_late_and_never_early()
    {
        float[] reference = Stem([Play.Note(6_400, 60)], 12_800);
        for (int offset = 0; offset < 64; offset += 3)
        {
            int late = (offset + 15) / 16 * 16;
            float[] moved = Stem([Play.Note(6_400 + offset, 60)], 12_800);
            Assert.Equal(reference[..(2 * (12_800 - late))], moved[(2 * late)..]);
        }

        Assert.Contains(reference, x => Math.Abs(x) > 0.01f);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Recordings_are_as_loud_as_what_they_replace(string name)
    {
        Assert.SkipUnless(Fonts.Shared.Has(name), "The font has no such sound.");
        Program program = Programs.All.Single(p => p.Instrument == name);
        LoudnessMeter meter = new(48_000, 2);
        meter.Process(Phrase(name, program.Role));
        Assert.InRange(meter.Integrated, -21, -19);
    }

    [Theory]
    [MemberData(nameof(Shaded))]
    public void Hard_strokes_are_not_only_louder(string name)
    {
        Assert.SkipUnless(Fonts.Shared.Has(name), "The font has no such sound.");
        (int lowest, int highest) = InstrumentCatalogue.RangeOf(name);
        double soft = Centre(Stem([Play.Note(0, (lowest + highest) / 2, velocity: 40)], 24_000, name));
        double hard = Centre(Stem([Play.Note(0, (lowest + highest) / 2, velocity: 115)], 24_000, name));
        Assert.True(hard > soft * 1.01, $"soft {soft:F0} Hz, hard {hard:F0} Hz");
    }

    [Fact]
    public void Brightness_opens_the_sound()
    {
        float[] dark = Stem([new(0, DirectiveKind.Control, 0, 0, 0, 0, 0, 0), Play.Note(64, 48)], 24_000);
        float[] bright = Stem([new(0, DirectiveKind.Control, 0, 0, 0, 0, 1, 0), Play.Note(64, 48)], 24_000);
        Assert.True(Centre(bright) > 1.1 * Centre(dark), $"{Centre(dark):F0} Hz to {Centre(bright):F0} Hz");
    }

    [Fact]
    public void A_scene_change_fades_what_is_held_and_lets_the_new_notes_sound()
    {
        Directive[] held = [Play.Note(0, 48, 480_000), new(24_000, DirectiveKind.SceneChange, 0, 0, 0, 0, 100, 4_800)];
        float[] cut = Stem(held, 48_000);
        Assert.Contains(cut.AsSpan(2 * 20_000, 8_000).ToArray(), x => Math.Abs(x) > 0.005f);
        Assert.All(cut[(2 * 28_864)..], x => Assert.Equal(0, x));
        float[] both = Stem([.. held, Play.Note(24_000, 72)], 48_000);
        Assert.Contains(both[(2 * 28_864)..], x => Math.Abs(x) > 0.005f);
    }

    [Fact]
    public void Notes_end()
    {
        Renderer renderer = Play.Band(Fonts.Shared);
        Play.Render(renderer, Play.Script(), 480_000, () => 960);
        Assert.Equal(0, renderer.Voices);
        (float[] mix, float[] stems) = Play.Render(renderer, [], 4_800, () => 960);
        Assert.All(stems[..(2 * 4_800 * 3)], x => Assert.Equal(0, x));
        Assert.All(mix, x => Assert.True(float.IsFinite(x)));
    }

    [Fact]
    public void More_notes_than_fit_are_played_or_let_go_without_harm()
    {
        Directive[] storm = [.. Enumerable.Range(0, 1_500).Select(i => Play.Note(i * 16, 40 + (i % 48), 48_000, i % 4, i % 3))];
        (float[] mix, _) = Play.Render(Play.Band(Fonts.Shared), storm, 28_800, () => 960);
        Assert.All(mix, x => Assert.True(float.IsFinite(x)));
        new PeakLimiter().Process(mix);
        Assert.All(mix, x => Assert.InRange(x, -PeakLimiter.Ceiling * 1.000001f, PeakLimiter.Ceiling * 1.000001f));
    }

    [Fact]
    public void Playing_allocates_nothing()
    {
        Renderer renderer = Play.Band(Fonts.Shared);
        Play.Render(renderer, Play.Script(), 48_000, () => 960);
        Directive[] script = Play.Script(48_000);
        float[] mix = new float[2 * 48_000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        renderer.Schedule(script);
        renderer.Process(48_000, mix, []);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Stem(Directive[] script, int frames, string name = "grand-piano")
    {
        Renderer renderer = new(new RendererSetup([name], ["folk-acoustic"], 2, 0) { Samples = Fonts.Shared });
        (_, float[] stems) = Play.Render(renderer, script, frames, () => 960);
        return stems[..(2 * frames)];
    }

    private static float[] Phrase(string name, Role role)
    {
        (int lowest, int highest) = InstrumentCatalogue.RangeOf(name);
        int middle = Math.Clamp(67, lowest + 1, Math.Max(lowest + 1, Math.Min(((lowest + highest) / 2) + 1, highest - 9)));
        int[] keys = role switch { Role.Bass => [38, 43], Role.Chords => [53, 57, 60, 64], _ => [middle, middle + 3, middle + 6, middle + 9] };
        long step = role == Role.Chords ? 0 : 96_000 / keys.Length;
        IEnumerable<Directive> notes = Enumerable.Range(0, 2).SelectMany(turn => keys.Select((key, i) =>
            Play.Note((turn * 96_000) + (i * step), key, role == Role.Chords ? 91_200 : step * 9 / 10)));
        return Stem([.. notes], 192_000, name);
    }

    /// <summary>Root of the second moment of the power spectrum, Hz, by the power of the difference between neighbours.</summary>
    private static double Centre(float[] stereo)
    {
        double power = 0, difference = 0;
        for (int i = 2; i < stereo.Length; i++)
        {
            power += stereo[i] * stereo[i];
            difference += Math.Pow(stereo[i] - stereo[i - 2], 2);
        }

        return Math.Asin(Math.Min(1, Math.Sqrt(difference / power) / 2)) * 48_000 / Math.PI;
    }
}
