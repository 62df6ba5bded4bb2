using SessionService.Music.Styles;

namespace SessionService.Music.Tests.Composition;

/// <summary>The names of all styles, for theories.</summary>
public static class StyleNames
{
    public static TheoryData<string> All => [.. StyleCatalogue.All.Select(style => style.Name)];
}
