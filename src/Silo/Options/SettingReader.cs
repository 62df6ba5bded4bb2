using System.Globalization;
using System.Net;

namespace SessionService.Silo.Options;

/// <summary>Reads settings one by one and gathers what is wrong with them.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    private readonly List<string> faults = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>A text; null where it is not set or empty.</summary>
    public string? Text(string key) => configuration[SettingName.Section + ":" + key] is { Length: > 0 } text ? text : null;

    /// <summary>A whole number.</summary>
    public int Number(string key, int standard, int least, int most) => OptionalNumber(key, least, most) ?? standard;

    /// <summary>A whole number; null where it is not set.</summary>
    public int? OptionalNumber(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Expected(key, text, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return null;
    }

    /// <summary>One word of a list; null where it is not set.</summary>
    public T? Word<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Expected(key, text, string.Join(" or ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant())));
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string key)
    {
        if (Text(key) is not { } text || bool.TryParse(text, out bool value))
        {
            return Text(key) is { } set && bool.Parse(set);
        }

        Expected(key, text, "true or false");
        return value;
    }

    /// <summary>An address; null where it is not set.</summary>
    public IPAddress? Address(string key)
    {
        if (Text(key) is not { } text || IPAddress.TryParse(text, out IPAddress? address))
        {
            return Text(key) is { } set ? IPAddress.Parse(set) : null;
        }

        Expected(key, text, "an IP address");
        return address;
    }

    /// <summary>A web address; null where it is not set.</summary>
    /// <param name="key">Which.</param>
    /// <param name="scheme">What it begins with in the example.</param>
    public Uri? Address(string key, string scheme)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        Expected(key, text, $"an address such as {scheme}://storage.example");
        return null;
    }

    /// <summary>Roles with a comma between them; both where it is not set.</summary>
    public NodeRoles Roles(string key)
    {
        NodeRoles roles = NodeRoles.None;
        string text = Text(key) ?? "silo,api";
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            roles |= word switch { "silo" => NodeRoles.Silo, "api" => NodeRoles.Api, _ => NodeRoles.None };
            if (word is not ("silo" or "api"))
            {
                Expected(key, text, "silo, api or silo,api");
                return NodeRoles.Silo | NodeRoles.Api;
            }
        }

        return roles;
    }

    /// <summary>A setting is not what it should be.</summary>
    public void Expected(string key, string value, string expected) =>
        faults.Add($"{Name(key)} is '{value}'; expected {expected}.");

    /// <summary>A setting is missing, or there and of no use.</summary>
    public void Fault(string key, string what) => faults.Add($"{Name(key)} {what}");

    private static string Name(string key)
    {
        SettingName name = SettingNames.All.First(known => string.Equals(known.Key, key, StringComparison.Ordinal));
        return $"{name.Path} ({name.Option}, {name.Variable})";
    }
}
