using SessionService.Listen.Corridors;

namespace SessionService.Listen.Report;

/// <summary>Writes the report: an index, and a page for each style and map.</summary>
public static class Pages
{
    // Figures of the index, in order; the rest stand on the pages.
    private static readonly string[] Shown =
    [
        "integrated_lufs", "short_term_off_lu", "true_peak_dbtp", "crest_db", "clicks", "silence_s", "correlation", "bass_side_db", "side_db",
        "slope_db_per_octave", "octaves_outside_db", "key_score", "audio_in_key", "score_in_key", "score_chord_tones", "tempo_off_percent",
        "aubio_tempo_off_percent", "grid_gain", "onset_precision", "onset_recall", "bars_return", "motif_return", "sixteen_bars_same",
    ];

    /// <summary>Writes all pages.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="results">In order.</param>
    public static void Write(string folder, IReadOnlyList<Result> results)
    {
        foreach (IGrouping<string, Result> group in results.GroupBy(result => result.Programme.Group, StringComparer.Ordinal))
        {
            Html page = new();
            page.Raw("<p><a href=\"index.html\">All</a></p>");
            foreach (Result result in group)
            {
                page.Raw(result.Section);
            }

            File.WriteAllText(Path.Combine(folder, group.Key + ".html"), page.ToPage(group.Key));
        }

        File.WriteAllText(Path.Combine(folder, "index.html"), Index(results));
    }

    private static string Index(IReadOnlyList<Result> results)
    {
        Html page = new();
        int red = results.Sum(result => result.Red.Count());
        page.Add($"<p>{results.Count} renderings, {red} figures outside their corridor. What is measured, and where the corridors come from, says docs/listening.md.</p>");
        page.Raw("<div class=\"scroll\"><table><tr><th>rendering</th>");
        foreach (string id in Shown)
        {
            page.Add($"<th title=\"{Title(results, id)}\">{id.Replace('_', ' ')}</th>");
        }

        page.Raw("<th>× real time</th></tr>\n");
        foreach (Result result in results)
        {
            page.Add($"<tr><td><a href=\"{result.Programme.Group}.html#{result.Programme.Name}\">{result.Programme.Name}</a></td>");
            foreach (Figure? figure in Shown.Select(id => result.Figures.FirstOrDefault(f => f.Id == id)))
            {
                page.Add($"<td class=\"{(figure?.IsRed == true ? "n bad" : "n")}\">{Numbers.Text(figure?.Value ?? double.NaN)}</td>");
            }

            page.Add($"<td class=\"n\">{result.TimesRealTime:0}</td></tr>\n");
        }

        page.Raw("</table></div><h2>Outside their corridor</h2><table><tr><th>rendering</th><th>figure</th><th>value</th><th>corridor</th><th></th></tr>\n");
        foreach (Result result in results)
        {
            foreach (Figure figure in result.Red)
            {
                page.Add($"<tr><td><a href=\"{result.Programme.Group}.html#{result.Programme.Name}\">{result.Programme.Name}</a></td><td>{figure.Title}</td><td class=\"n\">{Numbers.Text(figure.Value)}</td><td>{Numbers.Text(figure.Corridor)}</td><td>{figure.Note ?? ""}</td></tr>\n");
            }
        }

        return page.Raw("</table>").ToPage("Listening report");
    }

    private static string Title(IReadOnlyList<Result> results, string id) =>
        results.SelectMany(result => result.Figures).FirstOrDefault(figure => figure.Id == id)?.Title ?? id;
}
