using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SessionService.Listen.Oracles;

/// <summary>What independent programs hear in a file; NaN where the program is not there.</summary>
/// <param name="Lufs">Integrated loudness by ffmpeg's ebur128, LUFS.</param>
/// <param name="TruePeakDb">True peak by the same, dBTP.</param>
/// <param name="Bpm">Tempo of the beats that aubio follows.</param>
public sealed partial record OracleReadings(double Lufs, double TruePeakDb, double Bpm)
{
    /// <summary>Nothing asked.</summary>
    public static OracleReadings None { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Asks.</summary>
    /// <param name="wav">Path of a WAV file.</param>
    public static OracleReadings Of(string wav)
    {
        string loudness = Run("ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-i", wav, "-filter_complex", "ebur128=framelog=verbose:peak=true", "-f", "null", "-");
        return new OracleReadings(Last(IntegratedLine(), loudness), Last(PeakLine(), loudness), BpmOf(Run("aubio", "beat", "-B", "1024", "-H", "256", wav)));
    }

    private static double Last(Regex line, string text)
    {
        MatchCollection matches = line.Matches(text);
        return matches.Count > 0 ? double.Parse(matches[^1].Groups["value"].Value, CultureInfo.InvariantCulture) : double.NaN;
    }

    /// <summary>
    /// The tempo of a list of beats: the mean interval of those within 10 % of the median: the tracker sets every fourth beat right
    /// again, so the median alone would be short; a beat left out does not count.
    /// </summary>
    /// <param name="beats">A time in seconds at the start of each line.</param>
    /// <returns>NaN for fewer than eight beats.</returns>
    public static double BpmOf(string beats)
    {
        double[] times = [.. BeatLine().Matches(beats).Select(m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture))];
        if (times.Length < 8)
        {
            return double.NaN;
        }

        double[] intervals = [.. times.Zip(times.Skip(1), (a, b) => b - a).Order()];
        double median = intervals[intervals.Length / 2];
        return 60 / intervals.Where(interval => Math.Abs((interval / median) - 1) <= 0.1).Average();
    }

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output + error.Result;
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^\s*I:\s*(?<value>-?[\d.]+) LUFS", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex IntegratedLine();

    [GeneratedRegex(@"^\s*Peak:\s*(?<value>-?[\d.]+) dBFS", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex PeakLine();

    [GeneratedRegex(@"^(?<value>[\d.]+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex BeatLine();
}
