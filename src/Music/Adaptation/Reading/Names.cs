using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Rules for names inside a map.</summary>
internal static class Names
{
    /// <summary>The rule in words.</summary>
    public static readonly string Rule =
        $"1 to {Limits.NameLength} letters, digits and . _ : -, beginning with a letter or digit";

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Limits.NameLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');

    /// <summary>The name an element holds where it is one of those known; a fault and null where not.</summary>
    public static string? Check(JsonElement element, string path, IReadOnlyCollection<string> known, string what, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            faults.Add(path, $"found {Found.Describe(element)}, expected {what}: one of {NearestName.List(known)}");
            return null;
        }

        string name = element.GetString()!;
        if (known.Contains(name, StringComparer.Ordinal))
        {
            return name;
        }

        faults.Add(path, NearestName.Describe($"found {NearestName.Quote(name)}, expected {what}", name, known));
        return null;
    }
}
