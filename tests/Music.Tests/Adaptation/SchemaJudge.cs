using System.Text.Json;
using System.Text.RegularExpressions;

namespace SessionService.Music.Tests.Adaptation;

/// <summary>
/// The part of JSON Schema (draft 2020-12) that the published schema uses; a keyword it does not know fails the test.
/// </summary>
public sealed class SchemaJudge(JsonElement root)
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$defs", "title", "description", "default", "then",
    };

    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Words.Contains(keyword.Name) && !Holds(schema, keyword.Name, keyword.Value, value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(JsonElement schema, string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "$ref" => Accepts(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value),
        "type" => IsOf(rule.GetString()!, value),
        "const" => JsonElement.DeepEquals(rule, value),
        "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
        "oneOf" => rule.EnumerateArray().Count(one => Accepts(one, value)) == 1,
        "anyOf" => rule.EnumerateArray().Any(one => Accepts(one, value)),
        "allOf" => rule.EnumerateArray().All(one => Accepts(one, value)),
        "if" => !Accepts(rule, value) || Accepts(schema.GetProperty("then"), value),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= rule.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(5)),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule, item)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(),
        _ => value.ValueKind != JsonValueKind.Object || HoldsForObject(schema, keyword, rule, value),
    };

    private bool HoldsForObject(JsonElement schema, string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "properties" => value.EnumerateObject().All(member => !rule.TryGetProperty(member.Name, out JsonElement one) || Accepts(one, member.Value)),
        "additionalProperties" => value.EnumerateObject().All(member => IsListed(schema, member.Name)
            || (rule.ValueKind == JsonValueKind.Object && Accepts(rule, member.Value))),
        "required" => rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "dependentRequired" => rule.EnumerateObject().All(need => !value.TryGetProperty(need.Name, out _)
            || need.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))),
        "propertyNames" => value.EnumerateObject().All(member => Accepts(rule, JsonSerializer.SerializeToElement(member.Name))),
        "minProperties" => value.EnumerateObject().Count() >= rule.GetInt32(),
        "maxProperties" => value.EnumerateObject().Count() <= rule.GetInt32(),
        _ => throw new InvalidOperationException($"The schema uses {keyword}, which the judge does not know."),
    };

    private static bool IsListed(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(name, out _);

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new InvalidOperationException($"The schema uses the type {type}, which the judge does not know."),
    };
}
