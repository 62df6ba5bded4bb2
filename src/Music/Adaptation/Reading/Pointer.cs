namespace SessionService.Music.Adaptation.Reading;

/// <summary>JSON Pointers (RFC 6901).</summary>
internal static class Pointer
{
    /// <summary>The path of a member.</summary>
    public static string Join(string path, string member) =>
        $"{path}/{member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
