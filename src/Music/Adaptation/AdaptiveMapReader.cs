namespace SessionService.Music.Adaptation;

/// <summary>Reads adaptive maps.</summary>
public static class AdaptiveMapReader
{
    /// <summary>Reads a map and collects every fault in it. Never throws for what the document says.</summary>
    /// <param name="utf8Json">The document as UTF-8 JSON.</param>
    public static AdaptiveMapResult Read(ReadOnlySpan<byte> utf8Json) => throw new NotSupportedException();
}
