using System.Text.Json;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Codec;

/// <summary>The styles that a package knows by name: what its text or audio encoder made of them when it was exported.</summary>
public sealed class CodecStyles
{
    private readonly Dictionary<string, float[]> styles;
    private readonly float[] none;

    private CodecStyles(Dictionary<string, float[]> styles, int width) => (this.styles, none) = (styles, new float[width]);

    /// <summary>Styles by name.</summary>
    /// <param name="styles">Numbers of each, <paramref name="width"/> of them.</param>
    /// <param name="width">Numbers of a style.</param>
    public static CodecStyles Of(IReadOnlyDictionary<string, float[]> styles, int width) =>
        new(new Dictionary<string, float[]>(styles, StringComparer.Ordinal), width);

    /// <summary>Names.</summary>
    public IReadOnlyCollection<string> Names => styles.Keys;

    /// <summary>Reads a package's styles.</summary>
    /// <exception cref="PackageException">They are not what its manifest says.</exception>
    public static CodecStyles Of(ModelPackage package)
    {
        int width = package.Manifest.Codec!.StyleWidth;
        try
        {
            using JsonDocument document = JsonDocument.Parse(package.Content("styles"));
            Dictionary<string, float[]> found = new(StringComparer.Ordinal);
            foreach (JsonProperty style in document.RootElement.GetProperty("styles").EnumerateObject())
            {
                float[] numbers = [.. style.Value.EnumerateArray().Select(number => number.GetSingle())];
                found[style.Name] = numbers.Length == width && numbers.All(float.IsFinite)
                    ? numbers
                    : throw new PackageException(package.Folder, $"its style '{style.Name}' has {numbers.Length} numbers; {width} were expected.");
            }

            return new CodecStyles(found, width);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new PackageException(package.Folder, $"its styles cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The numbers of a style; zeros, as for no style, where the package does not know it.</summary>
    public ReadOnlyMemory<float> Find(string name) => styles.GetValueOrDefault(name, none);
}
