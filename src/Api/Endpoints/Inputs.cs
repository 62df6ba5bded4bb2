using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SessionService.Api.Http;
using SessionService.Music;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Endpoints;

/// <summary>Checks that several resources share.</summary>
internal static class Inputs
{
    /// <summary>A new random id: 96 bits, so that it cannot be guessed.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>Checks an id that the client chose.</summary>
    public static void CheckId(string? id, string path, List<Fault> faults)
    {
        if (id is not null && !Ids.IsValid(id))
        {
            faults.Add(new Fault(path, Ids.Expected));
        }
    }

    /// <summary>Checks a text for people.</summary>
    public static void CheckText(string? text, string path, int least, int most, List<Fault> faults)
    {
        int length = text?.Length ?? 0;
        if (length < least || length > most)
        {
            faults.Add(new Fault(path, $"Expected {least} to {most} characters, found {length}."));
        }
    }

    /// <summary>Checks a map and takes its text as it came.</summary>
    /// <returns>The map's JSON text; meaningless where faults were added.</returns>
    public static string CheckMap(IMapChecker maps, JsonElement map, string path, List<Fault> faults)
    {
        if (map.ValueKind == JsonValueKind.Undefined)
        {
            faults.Add(new Fault(path, "The field is missing."));
            return "";
        }

        string text = map.GetRawText();
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length > Limits.MapBytes)
        {
            faults.Add(new Fault(path, $"Expected at most {Limits.MapBytes} bytes, found {utf8.Length}."));
            return "";
        }

        faults.AddRange(maps.Check(utf8).Select(fault => fault with { Path = path + fault.Path }));
        return text;
    }

    /// <summary>Reads a seed given as text or number.</summary>
    public static ulong? CheckSeed(JsonElement? seed, string path, List<Fault> faults)
    {
        if (seed is not { } json || json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (json.ValueKind == JsonValueKind.Number && json.TryGetUInt64(out ulong number))
        {
            return number;
        }

        if (json.ValueKind == JsonValueKind.String && Api.Commands.FieldReader.TryGetText(json, out string text)
            && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong parsed))
        {
            return parsed;
        }

        faults.Add(new Fault(path, "Expected a whole number from 0 to 18446744073709551615, as decimal text or a number."));
        return null;
    }
}
