using System.Globalization;
using SessionService.Listen.Corridors;

namespace SessionService.Listen.Report;

/// <summary>Numbers as text.</summary>
public static class Numbers
{
    /// <summary>A value; a dash where it does not apply.</summary>
    /// <param name="value">A value.</param>
    public static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }

        string format = Math.Abs(value) >= 100 || value == Math.Round(value) ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A corridor; empty where there is none.</summary>
    /// <param name="corridor">A corridor.</param>
    public static string Text(Corridor corridor) => (double.IsFinite(corridor.Low), double.IsFinite(corridor.High)) switch
    {
        (true, true) => $"{Text(corridor.Low)} to {Text(corridor.High)}",
        (true, false) => $"≥ {Text(corridor.Low)}",
        (false, true) => $"≤ {Text(corridor.High)}",
        _ => "",
    };
}
