using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>The snake-case names of an enumeration.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    /// <summary>All names in order of value.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>The value of a name that is one of <see cref="All"/>.</summary>
    public static T Parse(string name) => Enum.GetValues<T>()[All.ToList().IndexOf(name)];
}
