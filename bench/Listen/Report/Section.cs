using SessionService.Listen.Analysis;
using SessionService.Listen.Corridors;
using SessionService.Listen.Playing;
using SessionService.Music.Theory;

namespace SessionService.Listen.Report;

/// <summary>The part of a page about one rendering: a player, pictures, figures.</summary>
public static class Section
{
    private static readonly string[] Tonics = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];

    /// <summary>Markup.</summary>
    /// <param name="hearing">What was heard.</param>
    /// <param name="figures">What was measured.</param>
    /// <param name="audio">Name of the audio file beside the page.</param>
    public static string Of(Hearing hearing, IReadOnlyList<Figure> figures, string audio)
    {
        Rendering rendering = hearing.Rendering;
        StyleCorridors style = StyleCorridors.Of(rendering.Programme.Style);
        Html html = new();
        Music.Adaptation.SceneDefinition scene = rendering.Programme.Scene;
        html.Add($"<h2 id=\"{rendering.Programme.Name}\">{rendering.Programme.Name}</h2><p>{rendering.Programme.Style}, {Tonics[PitchClass.Of(scene.Key.Tonic)]} {scene.Key.Mode.ToString()}, {scene.Tempo.Bpm:0.#} bpm, {scene.Metre.Beats}/{scene.Metre.Unit}, {rendering.Score.Bars.Count} bars, {hearing.Score.NotesPerSecond:0.0} notes/s. Stems, dB: {Plots.Stems(rendering)}.</p>");
        html.Add($"<audio controls preload=\"none\" src=\"{audio}\"></audio>");
        Plot(html, Plots.Waveform(rendering.Mix), "Waveform, left above right");
        Plot(html, Plots.Loudness(hearing.Loudness), "Loudness: short-term (blue), momentary (grey), corridor of the integrated (green)");
        Picture(html, Plots.Spectrogram(hearing.Spectra), 190, "Spectrogram, 40 Hz to 12 kHz, 80 dB");
        Picture(html, Plots.Chroma(hearing.Chroma), 120, $"Chromagram, C at the bottom; heard {hearing.Key.Name} (fit {hearing.Key.Fit:0.00})");
        html.Raw("<div class=\"row\">");
        Plot(html, Plots.Spectrum(hearing.Balance, style), "Third octaves against the style's corridor");
        Plot(html, Plots.BarProfile(hearing), "Onset strength over the bar, lines at sixteenths");
        html.Raw("</div><div class=\"row\">");
        Picture(html, Plots.Form(hearing.Form), 0, "Likeness of bars (light: alike)");
        Plot(html, Plots.Field(hearing.Balance), "Correlation of the channels by octave");
        html.Raw("</div>");
        Table(html, figures);
        return html.ToString();
    }

    private static void Plot(Html html, string svg, string caption) => html.Raw("<figure>" + svg).Add($"<figcaption>{caption}</figcaption></figure>");

    private static void Picture(Html html, string address, int height, FormattableString caption) =>
        Picture(html, address, height, FormattableString.Invariant(caption));

    private static void Picture(Html html, string address, int height, string caption)
    {
        string size = height > 0 ? FormattableString.Invariant($"height:{height}px") : "max-width:330px";
        html.Add($"<figure><img class=\"wide pixel\" alt=\"{caption}\" style=\"{size}\" src=\"{address}\"><figcaption>{caption}</figcaption></figure>");
    }

    private static void Table(Html html, IReadOnlyList<Figure> figures)
    {
        html.Raw("<table><tr><th>figure</th><th>value</th><th>corridor</th><th></th></tr>");
        foreach (Figure figure in figures)
        {
            string mark = figure.IsRed ? "n bad" : "n";
            html.Add($"<tr><td>{figure.Title}</td><td class=\"{mark}\">{Numbers.Text(figure.Value)}</td><td class=\"dim\">{Numbers.Text(figure.Corridor)}</td><td class=\"dim\">{figure.Note ?? ""}</td></tr>");
        }

        html.Raw("</table>");
    }
}
