using SessionService.Listen.Dsp;
using SessionService.Listen.Playing;
using SessionService.Music.Score;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Analysis;

/// <summary>Everything that is measured of one rendering.</summary>
public sealed class Hearing
{
    private Hearing(Rendering rendering)
    {
        Rendering = rendering;
        float[] mono = HalfRate.Of(rendering.Mix);
        Spectra = PowerSpectrogram.Of(mono, HalfRate.Hertz, 8_192, 2_048);
        Chroma = Chromagram.Of(Spectra);
        Onsets = OnsetStrength.Of(mono);
        Tempo = TempoFinder.Find(Onsets);
        Loudness = LoudnessCurve.Of(rendering.Mix);
        Level = Level.Of(rendering.Mix);
        Balance = SpectralBalance.Of(rendering.Mix);
        Clicks = ClickFinder.Find(Crackles(rendering) ? rendering.WithoutTexture : rendering.Mix);
        Key = KeyFinder.Find(Chroma.Mean());
        Score = ScoreMeasures.Of(rendering);
        BarLines = rendering.BarLines();
        Form = SelfSimilarity.Of(BarLines, Chroma, Onsets);
        Beat = BeatOf(rendering, Onsets);
    }

    /// <summary>What was listened to.</summary>
    public Rendering Rendering { get; }

    /// <summary>Spectra of a third of a second, up to 12 kHz.</summary>
    public PowerSpectrogram Spectra { get; }

    /// <summary>Pitch classes.</summary>
    public Chromagram Chroma { get; }

    /// <summary>Onset strength.</summary>
    public OnsetStrength Onsets { get; }

    /// <summary>Tempo.</summary>
    public HeardTempo Tempo { get; }

    /// <summary>Loudness.</summary>
    public LoudnessCurve Loudness { get; }

    /// <summary>Peak, mean, silence.</summary>
    public Level Level { get; }

    /// <summary>Spectrum and stereo field.</summary>
    public SpectralBalance Balance { get; }

    /// <summary>Discontinuities; where a texture crackles by design, of the layers without it.</summary>
    public IReadOnlyList<Click> Clicks { get; }

    /// <summary>Key.</summary>
    public HeardKey Key { get; }

    /// <summary>What the score says.</summary>
    public ScoreMeasures Score { get; }

    /// <summary>Bar lines, seconds.</summary>
    public IReadOnlyList<double> BarLines { get; }

    /// <summary>Likeness of bars.</summary>
    public SelfSimilarity Form { get; }

    /// <summary>Onsets against the grid and the notes.</summary>
    public BeatAgreement Beat { get; }

    /// <summary>Drum strokes in a second that carry the beat (bass drum and snare).</summary>
    public double StrokesPerSecond => Strong(Rendering).Count / Rendering.Seconds;

    /// <summary>Listens.</summary>
    /// <param name="rendering">A rendering.</param>
    public static Hearing Of(Rendering rendering) => new(rendering);

    /// <summary>
    /// How much of the audio's pitch classes lies in the chord that the score names, against what an even spread would
    /// have there; 1 is chance.
    /// </summary>
    public double ChordShareOverChance()
    {
        double sum = 0, weight = 0;
        List<PlayedChord> chords = Rendering.Score.Chords;
        for (int i = 0; i + 1 < chords.Count; i++)
        {
            double from = Rendering.SecondsAt(chords[i].Tick), to = Rendering.SecondsAt(chords[i + 1].Tick);
            int size = System.Numerics.BitOperations.PopCount((uint)chords[i].Mask);
            if (size == 0 || to <= from || to > Rendering.Seconds)
            {
                continue;
            }

            // The first fifth is left to what rings on from the chord before.
            sum += (to - from) * Chromagram.ShareIn(Chroma.Mean(from + ((to - from) * 0.2), to), chords[i].Mask) / (size / 12.0);
            weight += to - from;
        }

        return weight > 0 ? sum / weight : double.NaN;
    }

    private static bool Crackles(Rendering rendering) =>
        rendering.Instruments.Any(name => name.Contains("vinyl", StringComparison.Ordinal));

    private static BeatAgreement BeatOf(Rendering rendering, OnsetStrength onsets)
    {
        List<double> grid = [];
        foreach (Music.Performance.BarPlan bar in rendering.Score.Bars)
        {
            for (long tick = bar.Tick; tick < bar.Tick + bar.Ticks; tick += 480)
            {
                grid.Add(rendering.SecondsAt(tick));
            }
        }

        List<double> starts = [.. Enumerable.Range(0, rendering.Layers.Count)
            .SelectMany(rendering.Score.Notes).Select(note => rendering.SecondsAt(note.Tick)).Order()];
        return BeatAgreement.Of(onsets, grid, starts, Strong(rendering));
    }

    private static List<double> Strong(Rendering rendering)
    {
        IEnumerable<RecordedNote> drums = Enumerable.Range(0, rendering.Layers.Count)
            .Where(layer => rendering.Layers[layer].Part == Part.Drums).SelectMany(rendering.Score.Notes);
        return [.. drums.Where(note => note.Pitch is 35 or 36 or 38 or 40 && note.Velocity >= 60)
            .Select(note => rendering.SecondsAt(note.Tick)).Where(at => at < rendering.Seconds - 0.2).Order()];
    }
}
