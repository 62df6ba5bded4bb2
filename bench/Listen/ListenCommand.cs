using SessionService.Listen.Analysis;
using SessionService.Listen.Corridors;
using SessionService.Listen.Goldens;
using SessionService.Listen.Oracles;
using SessionService.Listen.Playing;
using SessionService.Listen.Report;

namespace SessionService.Listen;

/// <summary>Renders, listens, reports.</summary>
internal static class ListenCommand
{
    private const int FormBars = 256;

    /// <returns>0; 1 where a figure is red and that was to be checked; 2 where the words are wrong.</returns>
    public static int Run(string[] args)
    {
        if (Options.Read(args) is not { } options)
        {
            Console.Error.WriteLine(Options.Usage);
            return 2;
        }

        if (options.Goldens is { } goldens)
        {
            GoldenMaker.WriteAll(goldens);
            return 0;
        }

        List<Programme> programmes = [.. All(options)];
        Directory.CreateDirectory(options.Out);
        List<Result> results = [];
        Summary.PrintHeading();
        foreach (Programme programme in programmes)
        {
            Result result = Listen(programme, options);
            Summary.Print(result);
            results.Add(result);
        }

        Pages.Write(options.Out, results);
        Summary.WriteJson(Path.Combine(options.Out, "summary.json"), results);
        int red = results.Sum(result => result.Red.Count());
        Console.WriteLine(FormattableString.Invariant($"{results.Count} renderings, {red} figures outside their corridor; {Path.Combine(options.Out, "index.html")}"));
        return options.Check && red > 0 ? 1 : 0;
    }

    private static IEnumerable<Programme> All(Options options)
    {
        IEnumerable<Programme> all = Programmes.OfStyles();
        if (options.Maps && Directory.Exists("examples"))
        {
            all = all.Concat(Programmes.OfMaps("examples"));
        }

        return all.Where(programme =>
            (options.Styles.Count == 0 || options.Styles.Contains(programme.Style, StringComparer.Ordinal))
            && (options.Scene is null || programme.Name.Contains(options.Scene, StringComparison.Ordinal)));
    }

    private static Result Listen(Programme programme, Options options)
    {
        Rendering rendering = Rendering.Of(programme, options.Seconds);
        Hearing hearing = Hearing.Of(rendering);
        FormMeasures? form = programme.Group == programme.Style && programme.Intensity is not null
            ? FormMeasures.Of(programme.Map, programme.Seed, FormBars)
            : null;
        OracleReadings oracles = options.Oracles ? Ask(rendering, options.Out) : OracleReadings.None;
        IReadOnlyList<Figure> figures = Figures.Of(hearing, form, oracles);
        string audio = AudioFile.Write(options.Out, programme.Name, rendering.Mix);
        return new Result(programme, figures, Section.Of(hearing, figures, audio), rendering.Seconds / rendering.Cost.TotalSeconds);
    }

    private static OracleReadings Ask(Rendering rendering, string folder)
    {
        string path = Path.Combine(folder, "oracle.wav");
        AudioFile.WriteWav(path, rendering.Mix);
        try
        {
            return OracleReadings.Of(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
