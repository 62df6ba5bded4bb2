using System.Text.Json;
using SessionService.Api.Json;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Commands;

/// <summary>
/// Reads the fields of one JSON object strictly: each wrong, missing or unknown field becomes a fault with its path, and
/// all faults are found at once.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="pointer">JSON Pointer of the object in the request.</param>
/// <param name="faults">Where faults are added.</param>
internal sealed class FieldReader(JsonElement json, string pointer, List<Fault> faults)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>A text of 1 to <paramref name="longest"/> characters without control characters; null where it is not.</summary>
    public string? Text(string name, int longest, bool required = true)
    {
        if (!Find(name, required, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || !TryGetText(value, out string text))
        {
            Add(name, $"Expected text, found {Kind(value)}.");
            return null;
        }

        if (text.Length == 0 || text.Length > longest || text.Any(char.IsControl))
        {
            Add(name, $"Expected 1 to {longest} characters without control characters.");
            return null;
        }

        return text;
    }

    /// <summary>A finite number between the bounds; null where it is missing or wrong.</summary>
    public double? Number(string name, bool required, double least = double.MinValue, double most = double.MaxValue)
    {
        if (!Find(name, required, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
        {
            Add(name, $"Expected a finite number, found {Kind(value)}.");
            return null;
        }

        if (number < least || number > most)
        {
            Add(name, FormattableString.Invariant($"Expected {least} to {most}, found {number}."));
            return null;
        }

        return number;
    }

    /// <summary>True or false; null where it is missing or wrong.</summary>
    public bool? Flag(string name)
    {
        if (!Find(name, required: false, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Add(name, $"Expected true or false, found {Kind(value)}.");
        return null;
    }

    /// <summary>One of an enumeration's names in snake_case; null where it is missing or wrong.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (!Find(name, required: false, out JsonElement value))
        {
            return null;
        }

        foreach (T candidate in Enum.GetValues<T>())
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(Snake(candidate)))
            {
                return candidate;
            }
        }

        Add(name, $"Expected one of {string.Join(", ", Enum.GetValues<T>().Select(Snake))}.");
        return null;
    }

    /// <summary>Adds a fault for each field nobody asked for.</summary>
    /// <param name="allowed">A field that was read elsewhere.</param>
    public void RefuseOthers(string allowed)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!_read.Contains(property.Name) && !property.NameEquals(allowed))
            {
                faults.Add(new Fault(JsonPointer.Append(pointer, property.Name), "There is no such field."));
            }
        }
    }

    /// <summary>Adds a fault about one field.</summary>
    public void Add(string name, string message) => faults.Add(new Fault(JsonPointer.Append(pointer, name), message));

    /// <summary>The text of a string; false where it holds half a surrogate pair, which is no text.</summary>
    public static bool TryGetText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private bool Find(string name, bool required, out JsonElement value)
    {
        _read.Add(name);
        if (json.TryGetProperty(name, out value) && (required || value.ValueKind != JsonValueKind.Null))
        {
            return true;
        }

        if (required)
        {
            Add(name, "The field is missing.");
        }

        return false;
    }
}
