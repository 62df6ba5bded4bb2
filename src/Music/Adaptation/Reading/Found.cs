using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Says in a few words what stands in a document.</summary>
internal static class Found
{
    private const int ShownCharacters = 40;

    /// <summary>A value as a fault names it.</summary>
    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"a list of {element.GetArrayLength()}",
        JsonValueKind.String => NearestName.Quote(element.GetString()!),
        JsonValueKind.Number => Shorten(element.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Shorten(string number) =>
        number.Length <= ShownCharacters ? number : number[..ShownCharacters] + "…";
}
