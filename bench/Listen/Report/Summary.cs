using System.Text.Json;
using SessionService.Listen.Corridors;

namespace SessionService.Listen.Report;

/// <summary>The figures for programs (JSON) and for the console.</summary>
public static class Summary
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Writes <c>summary.json</c>: an array of renderings, each with its figures by name and the names of the red ones.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="results">In order.</param>
    public static void WriteJson(string path, IReadOnlyList<Result> results)
    {
        using FileStream file = File.Create(path);
        using Utf8JsonWriter json = new(file, Indented);
        json.WriteStartArray();
        foreach (Result result in results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Programme.Name);
            json.WriteString("style", result.Programme.Style);
            if (result.Programme.Intensity is { } intensity)
            {
                json.WriteNumber("intensity", intensity);
            }

            json.WriteStartObject("figures");
            foreach (Figure figure in result.Figures.Where(figure => double.IsFinite(figure.Value)))
            {
                json.WriteNumber(figure.Id, Math.Round(figure.Value, 4));
            }

            json.WriteEndObject();
            json.WriteStartArray("red");
            foreach (Figure figure in result.Red)
            {
                json.WriteStringValue(figure.Id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Prints the heading of the lines that follow.</summary>
    public static void PrintHeading() => Console.WriteLine(
        "rendering                      LUFS   ±LU   dBTP  crest  corr  slope  key   in key  tempo%  pulse   ×rt  outside its corridor");

    /// <summary>Prints a line.</summary>
    /// <param name="result">A rendering.</param>
    public static void Print(Result result)
    {
        double Of(string id) => result.Figures.FirstOrDefault(figure => figure.Id == id)?.Value ?? double.NaN;
        string red = string.Join(", ", result.Red.Select(figure => $"{figure.Id} {Numbers.Text(figure.Value)}{(figure.Note is null ? "" : $" ({figure.Note})")}"));
        Console.WriteLine(FormattableString.Invariant(
            $"{result.Programme.Name,-28} {Of("integrated_lufs"),6:0.0} {Of("short_term_off_lu"),5:0.0} {Of("true_peak_dbtp"),6:0.0} {Of("crest_db"),6:0.0} {Of("correlation"),5:0.00} {Of("slope_db_per_octave"),6:0.0} {Of("key_score"),4:0.0} {Of("audio_in_key"),8:0.00} {Of("tempo_off_percent"),7:0.00} {Of("pulse"),6:0.00} {result.TimesRealTime,5:0}  {red}"));
    }
}
