using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>The instruments a map may name: those the styles use.</summary>
internal static class Instruments
{
    private static readonly string[] Kits = [.. Of(part => part == Part.Drums)];

    /// <summary>All but the drum kits, in order of name.</summary>
    public static readonly IReadOnlyList<string> Pitched =
    [
        .. Of(part => part != Part.Drums).Concat(StyleCatalogue.All.Select(style => style.StingerInstrument.Instrument))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Those that can play a part: kits for drums, the others for the rest.</summary>
    public static IReadOnlyCollection<string> For(Part part) => part == Part.Drums ? Kits : Pitched;

    private static IEnumerable<string> Of(Func<Part, bool> which) => StyleCatalogue.All
        .SelectMany(style => Enum.GetValues<Part>().Where(which).Select(part => style.Instruments[part].Instrument))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);
}
