using System.Reflection;

namespace SessionService.Music.Adaptation;

/// <summary>
/// The published JSON Schema (draft 2020-12) of adaptive maps. It judges shape, names and ranges; whether a scene, layer,
/// parameter or stinger that is named exists, only <see cref="AdaptiveMapReader"/> can say.
/// </summary>
public static class AdaptiveMapSchema
{
    private const string ResourceName = "SessionService.Music.Adaptation.adaptive-map.schema.json";

    /// <summary>The schema as JSON text.</summary>
    public static string Json { get; } = Load();

    private static string Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly was built without {ResourceName}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
