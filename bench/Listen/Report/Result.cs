using SessionService.Listen.Corridors;
using SessionService.Listen.Playing;

namespace SessionService.Listen.Report;

/// <summary>What is kept of a rendering once it was listened to.</summary>
/// <param name="Programme">What was rendered.</param>
/// <param name="Figures">What was measured.</param>
/// <param name="Section">Its part of the page, as markup.</param>
/// <param name="TimesRealTime">Speed of composing and rendering.</param>
public sealed record Result(Programme Programme, IReadOnlyList<Figure> Figures, string Section, double TimesRealTime)
{
    /// <summary>Figures outside their corridor.</summary>
    public IEnumerable<Figure> Red => Figures.Where(figure => figure.IsRed);
}
