namespace SessionService.Listen.Report;

/// <summary>Colours of pictures: dark for little, through violet and orange, to light for much; even in lightness.</summary>
public static class Palette
{
    private static readonly (double R, double G, double B)[] Stops =
        [(8, 8, 20), (60, 20, 90), (140, 40, 100), (215, 75, 65), (250, 150, 40), (252, 240, 190)];

    /// <summary>The colour of a value.</summary>
    /// <param name="value">0..1; beyond, the nearest end.</param>
    public static (byte R, byte G, byte B) Colour(double value)
    {
        double at = Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1) * (Stops.Length - 1);
        int below = Math.Min((int)at, Stops.Length - 2);
        double share = at - below;
        (double R, double G, double B) a = Stops[below], b = Stops[below + 1];
        return ((byte)(a.R + ((b.R - a.R) * share)), (byte)(a.G + ((b.G - a.G) * share)), (byte)(a.B + ((b.B - a.B) * share)));
    }
}
