using System.Globalization;
using System.Text;

namespace SessionService.Bench.Scale.Tables;

/// <summary>Tables as docs/scale.md has them.</summary>
internal static class Markdown
{
    /// <summary>A table with its heading row.</summary>
    public static string Table(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        Append(text, heading);
        text.Append('|').Insert(text.Length, "---|", heading.Count).Append('\n');
        foreach (IReadOnlyList<string> row in rows)
        {
            Append(text, row);
        }

        return text.ToString();
    }

    /// <summary>A number with as many figures as it deserves: three, and thousands apart.</summary>
    public static string Number(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value == 0 ? "0" : "–";
        }

        double step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        double rounded = Math.Round(value / step) * step;
        return rounded.ToString(Math.Abs(rounded) >= 100 ? "#,0" : "0.####", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number in full.</summary>
    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
