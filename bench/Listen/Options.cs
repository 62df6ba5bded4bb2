using System.Globalization;

namespace SessionService.Listen;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: bench/listen [--style NAME] [--scene TEXT] [--seconds N] [--out FOLDER] [--no-maps] [--no-oracles] [--check]

          --style NAME    only this style (may come more than once)
          --scene TEXT    only renderings whose name contains this
          --seconds N     length of each rendering, 20 to 600; 75 without it
          --out FOLDER    where the report goes; artifacts/listen without it
          --no-maps       only the styles, not the example maps
          --no-oracles    do not ask ffmpeg and aubio
          --check         exit with 1 where a figure lies outside its corridor
          --goldens DIR   nothing of that: write the golden render of each style to DIR
        """;

    public List<string> Styles { get; } = [];

    public string? Scene { get; private set; }

    public double Seconds { get; private set; } = 75;

    public string Out { get; private set; } = Path.Combine("artifacts", "listen");

    public string? Goldens { get; private set; }

    public bool Maps { get; private set; } = true;

    public bool Oracles { get; private set; } = true;

    public bool Check { get; private set; }

    /// <summary>Reads the words; null where one is wrong.</summary>
    public static Options? Read(string[] args)
    {
        Options options = new();
        for (int i = 0; i < args.Length; i++)
        {
            if (!options.Take(args, ref i))
            {
                return null;
            }
        }

        return options;
    }

    private bool Take(string[] args, ref int at)
    {
        switch (args[at])
        {
            case "--no-maps":
                Maps = false;
                return true;
            case "--no-oracles":
                Oracles = false;
                return true;
            case "--check":
                Check = true;
                return true;
        }

        return at + 1 < args.Length && TakePair(args[at++], args[at]);
    }

    private bool TakePair(string name, string value)
    {
        switch (name)
        {
            case "--style":
                Styles.Add(value);
                return Music.Styles.StyleCatalogue.Find(value) is not null;
            case "--scene":
                Scene = value;
                return true;
            case "--out":
                Out = value;
                return true;
            case "--goldens":
                Goldens = value;
                return true;
            case "--seconds":
                bool read = double.TryParse(value, CultureInfo.InvariantCulture, out double seconds);
                Seconds = seconds;
                return read && seconds is >= 20 and <= 600;
            default:
                return false;
        }
    }
}
