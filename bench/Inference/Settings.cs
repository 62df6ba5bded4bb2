using System.Globalization;

namespace SessionService.Bench.Inference;

/// <summary>What is measured.</summary>
internal sealed record Settings
{
    public string Model { get; private init; } = "models/score-preview";

    public int[] Sessions { get; private init; } = [1, 4, 16, 64, 256];

    public double Seconds { get; private init; } = 3;

    public int Bars { get; private init; } = 4;

    public int Moves { get; private init; } = 4;

    public long KeptMegabytes { get; private init; } = 128;

    public int Context { get; private init; } = 448;

    public int Slots { get; private init; } = 64;

    public int Piece { get; private init; } = 256;

    public int Threads { get; private init; } = 1;

    public string? Tokens { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is not understood.</exception>
    public static Settings Read(ReadOnlySpan<string> arguments)
    {
        Settings settings = new();
        if (arguments.Length % 2 != 0)
        {
            throw new FormatException("Every option has a value.");
        }

        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = arguments[i + 1];
            settings = arguments[i] switch
            {
                "--model" => settings with { Model = value },
                "--sessions" => settings with { Sessions = [.. value.Split(',').Select(Number)] },
                "--seconds" => settings with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--bars" => settings with { Bars = Number(value) },
                "--moves" => settings with { Moves = Number(value) },
                "--kept" => settings with { KeptMegabytes = Number(value) },
                "--context" => settings with { Context = Number(value) },
                "--slots" => settings with { Slots = Number(value) },
                "--piece" => settings with { Piece = Number(value) },
                "--threads" => settings with { Threads = Number(value) },
                "--tokens" => settings with { Tokens = value },
                string other => throw new FormatException($"{other} is not an option."),
            };
        }

        return settings;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
