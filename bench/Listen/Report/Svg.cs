using System.Globalization;
using System.Text;

namespace SessionService.Listen.Report;

/// <summary>A small plot: points are given in the plot's own units.</summary>
public sealed class Svg
{
    private readonly StringBuilder body = new();
    private readonly int width;
    private readonly int height;
    private readonly double low;
    private readonly double high;
    private readonly double from;
    private readonly double to;

    /// <summary>Begins a plot.</summary>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height.</param>
    /// <param name="from">Left end of the horizontal axis.</param>
    /// <param name="to">Right end.</param>
    /// <param name="low">Lower end of the vertical axis.</param>
    /// <param name="high">Upper end.</param>
    public Svg(int width, int height, double from, double to, double low, double high)
    {
        (this.width, this.height, this.from, this.to, this.low, this.high) = (width, height, from, Math.Max(to, from + 1e-9), low, high);
    }

    /// <summary>A line through points; breaks where a value is not a number.</summary>
    /// <param name="points">Points in order.</param>
    /// <param name="colour">Colour.</param>
    /// <param name="thick">Width.</param>
    public Svg Line(IEnumerable<(double X, double Y)> points, string colour, double thick = 1)
    {
        StringBuilder path = new();
        bool down = false;
        foreach ((double x, double y) in points)
        {
            if (!double.IsFinite(y))
            {
                down = false;
                continue;
            }

            path.Append(down ? 'L' : 'M').Append(Point(x, y));
            down = true;
        }

        body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thick:0.##}\"/>");
        return this;
    }

    /// <summary>A filled band between two curves.</summary>
    /// <param name="upper">Upper curve, left to right.</param>
    /// <param name="lower">Lower curve, left to right.</param>
    /// <param name="colour">Colour.</param>
    public Svg Band(IEnumerable<(double X, double Y)> upper, IEnumerable<(double X, double Y)> lower, string colour)
    {
        string points = string.Join(' ', upper.Concat(lower.Reverse()).Select(p => Point(p.X, p.Y)));
        body.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{points}\" fill=\"{colour}\" stroke=\"none\"/>");
        return this;
    }

    /// <summary>A bar from one value to another.</summary>
    /// <param name="x">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="y">One end.</param>
    /// <param name="other">The other.</param>
    /// <param name="colour">Colour.</param>
    public Svg Bar(double x, double right, double y, double other, string colour) =>
        Band([(x, Math.Max(y, other)), (right, Math.Max(y, other))], [(x, Math.Min(y, other)), (right, Math.Min(y, other))], colour);

    /// <summary>Words at a point.</summary>
    /// <param name="x">Left end.</param>
    /// <param name="y">Base line.</param>
    /// <param name="words">Text without markup.</param>
    public Svg Text(double x, double y, string words)
    {
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(x):0.#}\" y=\"{Y(y):0.#}\">{words}</text>");
        return this;
    }

    /// <summary>A level line with its value.</summary>
    /// <param name="y">Value.</param>
    /// <param name="words">Text at its left end.</param>
    public Svg Level(double y, string words) => Line([(from, y), (to, y)], "#8886", 0.6).Text(from, y, words);

    /// <summary>The plot as markup.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\">{body}</svg>");

    private double X(double x) => (x - from) / (to - from) * width;

    private double Y(double y) => height - (Math.Clamp((y - low) / (high - low), 0, 1) * height);

    private string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):0.#},{Y(y):0.#}");
}
