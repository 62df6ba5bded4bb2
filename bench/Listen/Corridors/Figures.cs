using SessionService.Listen.Analysis;
using SessionService.Listen.Oracles;
using SessionService.Music.Composition;
using SessionService.Music.Theory;

namespace SessionService.Listen.Corridors;

/// <summary>All figures of a rendering with their corridors.</summary>
public static class Figures
{
    /// <summary>Judges.</summary>
    /// <param name="hearing">What was heard.</param>
    /// <param name="form">The style's score over a long time; null where it is not looked at.</param>
    /// <param name="oracles">What independent programs heard.</param>
    public static IReadOnlyList<Figure> Of(Hearing hearing, FormMeasures? form, OracleReadings oracles)
    {
        StyleCorridors style = StyleCorridors.Of(hearing.Rendering.Programme.Style);
        List<Figure> figures = [.. Loudness(hearing, oracles), .. Faults(hearing), .. Stereo(hearing)];
        if (hearing.Rendering.Programme.IsAtRest)
        {
            figures.AddRange(Spectrum(hearing, style));
            figures.AddRange(Pitch(hearing, style));
            figures.AddRange(Rhythm(hearing, style, oracles));
            figures.AddRange(Form(hearing, form));
        }

        return figures;
    }

    private static IEnumerable<Figure> Loudness(Hearing hearing, OracleReadings oracles)
    {
        bool rest = hearing.Rendering.Programme.IsAtRest;
        LoudnessCurve curve = hearing.Loudness;
        yield return new("integrated_lufs", "Integrated loudness, LUFS", curve.Integrated, new(-19, -17));
        yield return new("short_term_off_lu", "Short-term loudness, furthest from integrated, LU", rest ? curve.LargestDeviation(3) : double.NaN, Corridor.AtMost(4));
        yield return new("range_lu", "Loudness range, LU", curve.Range, rest ? Corridor.AtMost(8) : Corridor.None);
        yield return new("true_peak_dbtp", "True peak, dBTP", curve.TruePeakDb, Corridor.AtMost(-1));
        yield return new("peak_to_loudness_lu", "True peak over loudness, LU", curve.TruePeakDb - curve.Integrated, new(7, 20));
        yield return new("crest_db", "Crest factor, dB", hearing.Level.CrestDb, new(9, 22));
        yield return new("ffmpeg_loudness_off_lu", "ffmpeg's loudness against ours, LU", Math.Abs(oracles.Lufs - curve.Integrated), Corridor.AtMost(0.2));
        yield return new("ffmpeg_peak_off_db", "ffmpeg's true peak against ours, dB", Math.Abs(oracles.TruePeakDb - curve.TruePeakDb), Corridor.AtMost(0.5));
    }

    private static IEnumerable<Figure> Faults(Hearing hearing)
    {
        Level level = hearing.Level;
        string? clicks = hearing.Clicks.Count == 0 ? null : "at " + string.Join(", ", hearing.Clicks.Take(6)
            .Select(click => FormattableString.Invariant($"{click.Seconds:0.000} s ({click.Size:0.000}, ×{Math.Min(click.Ratio, 999):0})")));
        yield return new("clicks", "Discontinuities", hearing.Clicks.Count, Corridor.AtMost(0), clicks);
        yield return new("silence_s", "Longest silence, s", level.SilenceSeconds, Corridor.AtMost(1.5), level.SilenceSeconds > 0.1 ? FormattableString.Invariant($"from {level.SilenceAtSeconds:0.0} s") : null);
        yield return new("not_finite", "Samples that are no numbers", level.NotFinite, Corridor.AtMost(0));
        yield return new("offset_dbfs", "Direct current, dBFS", level.OffsetDb, Corridor.AtMost(-50));
    }

    private static IEnumerable<Figure> Stereo(Hearing hearing)
    {
        SpectralBalance balance = hearing.Balance;
        bool hasBass = balance.OctaveDb(63) > -15 || balance.OctaveDb(31.5) > -15;
        yield return new("correlation", "Correlation of left and right", balance.Correlation(20, 20_000), Corridor.AtLeast(0.2));
        yield return new("bass_correlation", "Correlation below 120 Hz", hasBass ? balance.Correlation(20, 120) : double.NaN, Corridor.AtLeast(0.9));
        yield return new("bass_side_db", "Sides over middle below 120 Hz, dB", hasBass ? balance.SideToMidDb(20, 120) : double.NaN, Corridor.AtMost(-12));
        yield return new("side_db", "Sides over middle above 250 Hz, dB", balance.SideToMidDb(250, 20_000), new(-24, -1.5));
        yield return new("leaning_db", "Left over right, dB", balance.LeaningDb(), new(-1.5, 1.5));
    }

    private static IEnumerable<Figure> Spectrum(Hearing hearing, StyleCorridors style)
    {
        yield return new("slope_db_per_octave", "Spectral slope 100 Hz to 4 kHz, dB/octave", hearing.Balance.SlopeDbPerOctave(), style.Slope);
        // A scene that leaves out parts of its style may lack what they would add.
        bool isWhole = hearing.Rendering.Programme.Group == hearing.Rendering.Programme.Style;
        double worst = 0;
        List<string> outside = [];
        for (int octave = 0; octave < StyleCorridors.Octaves.Count; octave++)
        {
            double hertz = StyleCorridors.Octaves[octave], level = hearing.Balance.OctaveDb(hertz);
            Corridor corridor = style.Octave(octave);
            double over = Math.Max(isWhole ? corridor.Low - level : -1, level - corridor.High);
            worst = Math.Max(worst, over);
            if (over > 0)
            {
                outside.Add(FormattableString.Invariant($"{hertz:0.#} Hz {(level > corridor.High ? "+" : "−")}{over:0.0}"));
            }
        }

        yield return new("octaves_outside_db", "Furthest an octave lies outside its corridor, dB", worst, Corridor.AtMost(0), outside.Count > 0 ? string.Join(", ", outside) : null);
    }

    private static IEnumerable<Figure> Pitch(Hearing hearing, StyleCorridors style)
    {
        Key key = hearing.Rendering.Programme.Key;
        bool minor = key.Mode.IsMinor();
        double score = KeyFinder.Score(hearing.Key, key);
        double inScale = Chromagram.ShareIn(hearing.Chroma.Mean(), Scale.Of(key).Mask);
        yield return new("key_score", "Key heard against the scene's, MIREX score", score, Corridor.AtLeast(style.LeastKeyScore),
            $"heard {hearing.Key.Name}, written {new HeardKey(key.Tonic, minor, 1).Name} ({key.Mode})");
        yield return new("audio_in_key", "Pitch classes of the audio in the scale", inScale, Corridor.AtLeast(0.65));
        yield return new("score_in_key", "Notes in the scale", hearing.Score.InKey, Corridor.AtLeast(style.LeastInKey));
        yield return new("score_chord_tones", "Notes of bass, chords, arpeggio in their chord", hearing.Score.InChord, Corridor.AtLeast(0.85));
        yield return new("lead_chord_tones", "Notes of the lead on beats in their chord", hearing.Score.LeadInChord, Corridor.AtLeast(0.7));
        yield return new("audio_chord_gain", "Chord's pitch classes in the audio, times chance", hearing.ChordShareOverChance(), Corridor.AtLeast(1.2));
    }

    private static IEnumerable<Figure> Rhythm(Hearing hearing, StyleCorridors style, OracleReadings oracles)
    {
        double right = hearing.Rendering.Score.Bars.Count > 0 ? hearing.Rendering.Score.Bars[0].Context.Tempo.Bpm : double.NaN;
        bool beat = style.HasBeat && hearing.StrokesPerSecond >= 1;
        (double ours, double ourFactor) = TempoFinder.Deviation(hearing.Tempo.Bpm, right);
        (double aubio, double aubioFactor) = TempoFinder.Deviation(oracles.Bpm, right);
        yield return new("tempo_off_percent", "Tempo heard, off by %", beat ? 100 * ours : double.NaN, Corridor.AtMost(1),
            FormattableString.Invariant($"heard {hearing.Tempo.Bpm:0.0}, written {right:0.0}{Factor(ourFactor)}"));
        yield return new("aubio_tempo_off_percent", "Tempo aubio hears, off by %", beat ? 100 * aubio : double.NaN, Corridor.AtMost(1),
            FormattableString.Invariant($"heard {oracles.Bpm:0.0}{Factor(aubioFactor)}"));
        yield return new("pulse", "Strength of the pulse", hearing.Tempo.Strength, beat ? Corridor.AtLeast(0.15) : Corridor.None);
        yield return new("grid_gain", "Onset strength at the eighths, times chance", hearing.Beat.GridShare / hearing.Beat.Chance, beat ? Corridor.AtLeast(1.5) : Corridor.None);
        yield return new("onset_precision", "Onsets heard where a note starts", hearing.Beat.Precision, beat ? Corridor.AtLeast(0.6) : Corridor.None);
        yield return new("onset_recall", "Bass drum and snare heard", beat ? hearing.Beat.Recall : double.NaN, Corridor.AtLeast(0.7));
    }

    private static IEnumerable<Figure> Form(Hearing hearing, FormMeasures? form)
    {
        bool comesBack = hearing.Form.HasTimeToReturn;
        yield return new("bars_return", "Likeness of bars to the most alike earlier bar", hearing.Form.Return(), comesBack ? Corridor.AtLeast(0.2) : Corridor.None,
            comesBack ? null : $"not judged: {hearing.Form.Bars} bars are less than a phrase of eight and its return");
        yield return new("eight_bars_alike", "Likeness of the two most alike spans of 8 bars", hearing.Form.MostRepeated(8), Corridor.AtMost(0.97));
        if (form is { } score)
        {
            yield return new("motif_return", "Bars of the tune that an earlier bar announced", score.MotifReturn, Corridor.AtLeast(0.3));
            yield return new("longest_copy_bars", "Most bars in a row that are a copy", score.LongestCopy, Corridor.AtMost(FormMeasures.Span - 1));
            yield return new("sixteen_bars_same", "Same bars in the two most alike spans of 16", score.MostAlike, Corridor.AtMost(0.95));
        }
    }

    private static string Factor(double factor) => factor switch { 2 => ", the double", 0.5 => ", the half", _ => "" };
}
