namespace SessionService.Music.Styles;

/// <summary>What a phrase does in the long form.</summary>
public enum FormPart
{
    /// <summary>Begins thin and fills up.</summary>
    Opening,

    /// <summary>The middle level.</summary>
    Plain,

    /// <summary>A little fuller.</summary>
    Full,

    /// <summary>Grows from first bar to last towards what follows.</summary>
    Build,

    /// <summary>The fullest.</summary>
    Drop,

    /// <summary>Rests.</summary>
    Breather,
}

/// <summary>A style's long form: a cycle of phrases.</summary>
public sealed class FormPlan
{
    private const string Letters = "iafbdo";

    // Exponents on density at the first and last bar of a phrase: above 1 thins out, below 1 thickens.
    private static readonly (double From, double To)[] Thinning =
        [(1.3, 1.1), (1.04, 0.98), (0.94, 0.88), (1.15, 0.8), (0.8, 0.8), (1.45, 1.35)];

    private static readonly (double From, double To)[] Lifts =
        [(-0.04, -0.02), (0, 0.02), (0.03, 0.05), (-0.02, 0.07), (0.08, 0.08), (-0.06, -0.05)];

    // What it adds to energy where patterns are chosen.
    private static readonly double[] Tilts = [-0.06, 0, 0.03, 0.05, 0.1, -0.12];

    private readonly FormPart[] parts;

    /// <summary>Reads a cycle such as <c>iaafobdo</c>.</summary>
    /// <param name="text">
    /// One letter for each phrase: <c>i</c> opening, <c>a</c> plain, <c>f</c> full, <c>b</c> build, <c>d</c> drop,
    /// <c>o</c> breather. At least four.
    /// </param>
    /// <exception cref="FormatException">It is something else.</exception>
    public FormPlan(string text)
    {
        Text = text;
        parts = [.. text.Select(letter => (FormPart)Letters.IndexOf(letter, StringComparison.Ordinal))];
        if (parts.Length < 4 || parts.Any(part => !Enum.IsDefined(part)))
        {
            throw new FormatException($"'{text}' is not a form of four or more of the letters {Letters}.");
        }
    }

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>Phrases of the cycle.</summary>
    public int Count => parts.Length;

    /// <summary>Reads a form.</summary>
    /// <param name="text">Its letters.</param>
    public static implicit operator FormPlan(string text) => new(text);

    /// <summary>What a phrase does.</summary>
    /// <param name="phrase">From 0, over as many cycles as there are.</param>
    public FormPart this[int phrase] => parts[phrase % parts.Length];

    /// <summary>Exponent on density.</summary>
    /// <param name="part">What the phrase does.</param>
    /// <param name="at">Place in the phrase, 0 its first bar, 1 its last.</param>
    public static double Exponent(FormPart part, double at) => Between(Thinning[(int)part], at);

    /// <summary>What is added to energy for velocity.</summary>
    /// <param name="part">What the phrase does.</param>
    /// <param name="at">Place in the phrase, 0..1.</param>
    public static double Lift(FormPart part, double at) => Between(Lifts[(int)part], at);

    /// <summary>What is added to energy where patterns are chosen.</summary>
    /// <param name="part">What the phrase does.</param>
    public static double Tilt(FormPart part) => Tilts[(int)part];

    private static double Between((double From, double To) ends, double at) => ends.From + ((ends.To - ends.From) * at);
}
