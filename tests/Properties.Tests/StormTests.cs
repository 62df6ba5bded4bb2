using FsCheck;
using FsCheck.Fluent;
using SessionService.Audio.Loudness;
using SessionService.Listen.Analysis;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Properties.Tests.Support;
using SessionService.Synthesis;

namespace SessionService.Properties.Tests;

/// <summary>
/// What must hold of the sound of every map, seed and storm of events. The short runs draw the same storms every time;
/// the nightly ones draw thousands anew and print the storm that fails.
/// </summary>
public sealed class StormTests
{
    private const double Seconds = 8;
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(24).WithReplay(2_026, 77);
    private static readonly Config Thousands = Config.QuickThrowOnFailure.WithMaxTest(1_500);

    [Fact]
    public void Every_sample_is_a_number_and_none_clips() => ForWild(Some, NumbersBelowTheCeiling);

    [Fact]
    [Trait("Category", "Nightly")]
    public void Every_sample_is_a_number_and_none_clips_in_thousands() => ForWild(Thousands, NumbersBelowTheCeiling);

    [Fact]
    public void Music_that_is_asked_for_is_never_silent_for_long() => ForMusical(Some, NeverSilent);

    [Fact]
    [Trait("Category", "Nightly")]
    public void Music_that_is_asked_for_is_never_silent_for_long_in_thousands() => ForMusical(Thousands, NeverSilent);

    [Fact]
    public void Every_note_ends_and_none_is_lost() => ForWild(Some, EndsAndLosesNothing);

    [Fact]
    [Trait("Category", "Nightly")]
    public void Every_note_ends_and_none_is_lost_in_thousands() => ForWild(Thousands, EndsAndLosesNothing);

    [Fact]
    public void Notes_lie_where_their_instrument_plays_well() => ForWild(Some.WithMaxTest(200), InRange, 0);

    [Fact]
    [Trait("Category", "Nightly")]
    public void Notes_lie_where_their_instrument_plays_well_in_thousands() => ForWild(Config.QuickThrowOnFailure.WithMaxTest(20_000), InRange, 0);

    [Fact]
    public void No_note_is_foreign_to_its_harmony_but_as_the_rules_allow() => ForWild(Some.WithMaxTest(200), Consonant, 0);

    [Fact]
    [Trait("Category", "Nightly")]
    public void No_note_is_foreign_to_its_harmony_but_as_the_rules_allow_in_thousands() => ForWild(Config.QuickThrowOnFailure.WithMaxTest(20_000), Consonant, 0);

    [Fact]
    public void No_cue_or_transition_clicks() => ForMusical(Some, WithoutClicks);

    [Fact]
    [Trait("Category", "Nightly")]
    public void No_cue_or_transition_clicks_in_thousands() => ForMusical(Thousands, WithoutClicks);

    private static void NumbersBelowTheCeiling(Storm storm, Playback playback)
    {
        Assert.True(playback.StemsAreFinite, "a stem is not finite");
        TruePeakMeter peak = new(2);
        foreach (float sample in playback.Mix)
        {
            Assert.True(float.IsFinite(sample), "the mix is not finite");
        }

        peak.Process(playback.Mix);
        Assert.True(peak.PeakDb <= -1, $"true peak {peak.PeakDb}");
    }

    private static void NeverSilent(Storm storm, Playback playback)
    {
        Level level = Level.Of(playback.Mix);
        Assert.True(level.SilenceSeconds <= 1.5, FormattableString.Invariant($"silent for {level.SilenceSeconds} s from {level.SilenceAtSeconds} s"));
    }

    private static void EndsAndLosesNothing(Storm storm, Playback playback)
    {
        Assert.Equal(0, playback.Dropped);
        playback.RingOut(Math.Max(0, (playback.LastNoteEnd - playback.Head) / 48_000.0) + 20);
        Assert.Equal(0, playback.Voices);
        Assert.True(Level.Of(playback.Mix[^48_000..]).PeakDb < -60, "something still sounds 20 s after the last note");
    }

    private static void InRange(Storm storm, Playback playback)
    {
        // Stingers follow the chord of the moment, whoever plays them: an instrument sounds beyond its range, if not at its best.
        foreach (Directive note in playback.Notes.Where(note => note.Target < playback.Performance.Layers.Count - 1))
        {
            string instrument = playback.Performance.Instruments[note.Instrument];
            (int lowest, int highest) = InstrumentCatalogue.RangeOf(instrument);
            Part part = playback.Performance.Layers[note.Target].Part;
            Assert.True(note.Pitch >= lowest && note.Pitch <= highest,
                $"{instrument} ({part}, layer {playback.Performance.Layers[note.Target].Name}) plays {lowest} to {highest}, not {note.Pitch}");
        }
    }

    private static void Consonant(Storm storm, Playback playback) =>
        Assert.True(playback.Ear.Faults.Count == 0, playback.Ear.Faults.FirstOrDefault());

    // Where a texture crackles on purpose, what sounds without it is looked at.
    private static void WithoutClicks(Storm storm, Playback playback)
    {
        bool crackles = playback.Performance.Instruments.Any(name => name.Contains("vinyl", StringComparison.Ordinal));
        List<Click> clicks = ClickFinder.Find(crackles ? playback.WithoutTexture : playback.Mix);
        Assert.True(clicks.Count == 0, string.Join(", ", clicks));
    }

    private static void ForWild(Config config, Action<Storm, Playback> holds, double seconds = Seconds) =>
        Check(config, Storms.Wild((int)(1_000 * Seconds)), holds, seconds);

    private static void ForMusical(Config config, Action<Storm, Playback> holds) =>
        Check(config, Storms.Musical((int)(1_000 * Seconds)), holds, Seconds);

    private static void Check(Config config, Arbitrary<Storm> storms, Action<Storm, Playback> holds, double seconds) =>
        Prop.ForAll(storms, storm => holds(storm, seconds > 0 ? Playback.Of(storm, seconds) : Playback.WithoutSound(storm, Seconds))).Check(config);
}
