using System.Text.Json;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>
/// Reads the properties of one JSON object. Whatever is wrong becomes a fault with its path, and reading goes on with a
/// stand-in, so that one look finds all faults.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> properties = new(StringComparer.Ordinal);
    private readonly FaultList faults;

    public ObjectReader(JsonElement element, string path, FaultList faults, string what, params string[] allowed)
    {
        this.faults = faults;
        Path = path;
        IsObject = element.ValueKind == JsonValueKind.Object;
        if (!IsObject)
        {
            faults.Add(path, $"found {Found.Describe(element)}, expected {what}: an object with {NearestName.List(allowed)}");
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            string at = Pointer.Join(path, property.Name);
            if (!allowed.Contains(property.Name, StringComparer.Ordinal))
            {
                faults.Add(at, NearestName.Describe(
                    $"found {NearestName.Quote(property.Name)}, which {what} does not have", property.Name, allowed));
            }
            else if (!properties.TryAdd(property.Name, property.Value))
            {
                faults.Add(at, $"found {NearestName.Quote(property.Name)} twice, expected it once");
            }
        }
    }

    public bool IsObject { get; }

    public string Path { get; }

    public bool Has(string name) => properties.ContainsKey(name);

    public JsonElement? Get(string name) => properties.TryGetValue(name, out JsonElement element) ? element : null;

    public string At(string name) => Pointer.Join(Path, name);

    public void Fault(string name, string message) => faults.Add(At(name), message);

    /// <summary>A property that must be there; a fault where it is not.</summary>
    public JsonElement? Require(string name, string expected)
    {
        JsonElement? element = Get(name);
        if (element is null && IsObject)
        {
            faults.Add(Path, $"found no \"{name}\", expected {expected}");
        }

        return element;
    }

    /// <summary>A number within bounds; <paramref name="otherwise"/> where it is absent or wrong.</summary>
    public double Number(string name, double min, double max, double otherwise) =>
        OptionalNumber(name, min, max) ?? otherwise;

    /// <summary>A number within bounds, or null where it is absent or wrong.</summary>
    public double? OptionalNumber(string name, double min, double max)
    {
        if (Get(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(name, FormattableString.Invariant($"found {Found.Describe(element)}, expected a number {min} to {max}"));
        return null;
    }

    /// <summary>A number that must be there.</summary>
    public double RequiredNumber(string name, double min, double max)
    {
        Require(name, FormattableString.Invariant($"a number {min} to {max}"));
        return Number(name, min, max, min);
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string name, int min, int max, int otherwise)
    {
        if (Get(name) is not { } element)
        {
            return otherwise;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(name, $"found {Found.Describe(element)}, expected a whole number {min} to {max}");
        return otherwise;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Get(name) is not { } element)
        {
            return otherwise;
        }

        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        Fault(name, $"found {Found.Describe(element)}, expected true or false");
        return otherwise;
    }

    /// <summary>Free text of limited length, or null.</summary>
    public string? Text(string name, int longest)
    {
        if (Get(name) is not { } element)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString()!.Length <= longest)
        {
            return element.GetString();
        }

        Fault(name, $"found {Found.Describe(element)}, expected text of at most {longest} characters");
        return null;
    }

    /// <summary>One of some names, or null where it is absent or wrong.</summary>
    /// <param name="name">Property.</param>
    /// <param name="known">The names there are.</param>
    /// <param name="what">What they name, for the fault.</param>
    public string? Name(string name, IReadOnlyCollection<string> known, string what) =>
        Get(name) is { } element ? Names.Check(element, At(name), known, what, faults) : null;

    /// <summary>One of some names, which must be there.</summary>
    public string? RequiredName(string name, IReadOnlyCollection<string> known, string what)
    {
        Require(name, $"{what}: one of {NearestName.List(known)}");
        return Name(name, known, what);
    }

    /// <summary>A value of an enumeration by its snake-case name.</summary>
    public T Choice<T>(string name, T otherwise, string what)
        where T : struct, Enum =>
        Name(name, EnumNames<T>.All, what) is { } found ? EnumNames<T>.Parse(found) : otherwise;

    /// <summary>The items of a list, each with its path; empty where it is absent or no list.</summary>
    public IReadOnlyList<(JsonElement Element, string Path)> List(string name, int longest, string what)
    {
        if (Get(name) is not { } element)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            Fault(name, $"found {Found.Describe(element)}, expected a list of {what}");
            return [];
        }

        int count = element.GetArrayLength();
        if (count > longest)
        {
            Fault(name, $"found {count} {what}, expected at most {longest}");
        }

        string path = At(name);
        return [.. element.EnumerateArray().Take(longest).Select((item, i) => (item, $"{path}/{i}"))];
    }

    /// <summary>The members of an object whose keys are names; empty where it is absent or no object.</summary>
    public IReadOnlyList<(string Name, JsonElement Element, string Path)> Members(string name, int most, string what)
    {
        if (Get(name) is not { } element)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault(name, $"found {Found.Describe(element)}, expected an object of {what} by name");
            return [];
        }

        List<(string, JsonElement, string)> members = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int count = 0;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string at = Pointer.Join(At(name), property.Name);
            if (++count > most)
            {
                continue;
            }

            if (!seen.Add(property.Name))
            {
                faults.Add(at, $"found {NearestName.Quote(property.Name)} twice, expected each name once");
            }
            else if (!Names.IsValid(property.Name))
            {
                faults.Add(at, $"found the name {NearestName.Quote(property.Name)}, expected {Names.Rule}");
            }
            else
            {
                members.Add((property.Name, property.Value, at));
            }
        }

        if (count > most)
        {
            Fault(name, $"found {count} {what}, expected at most {most}");
        }

        return members;
    }
}
