using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SessionService.Inference.Registry;

/// <summary>A registry's state as the JSON of <c>registry.json</c>.</summary>
internal static partial class RegistryJson
{
    private const int KnownFormat = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Writes.</summary>
    public static byte[] Write(RegistryState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new Document(KnownFormat, state.Revision, state.Models, state.History), Options);

    /// <summary>Reads.</summary>
    /// <exception cref="RegistryException">It is not the state of a registry, or contradicts itself.</exception>
    public static RegistryState Read(ReadOnlySpan<byte> json)
    {
        try
        {
            Document document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new RegistryException("The registry's state is empty.");
            if (document.Format != KnownFormat)
            {
                throw new RegistryException($"The registry's state has format {document.Format}; {KnownFormat} is known.");
            }

            foreach (ModelEntry model in document.Models)
            {
                Require(model);
            }

            return new RegistryState { Revision = document.Revision, Models = document.Models, History = document.History };
        }
        catch (JsonException fault)
        {
            throw new RegistryException($"The registry's state at {fault.Path ?? "$"}: {fault.Message}", fault);
        }
    }

    private static void Require(ModelEntry model)
    {
        // They become names of folders.
        if (!Name().IsMatch(model.Name) || model.Versions.FirstOrDefault(one => !Version().IsMatch(one.Version)) is not null)
        {
            throw new RegistryException($"The registry's state has a model '{model.Name}' whose name or versions are none.");
        }

        int live = model.Versions.Count(one => one.Stage == ModelStage.Live);
        int canaries = model.Versions.Count(one => one.Stage == ModelStage.Canary);
        int distinct = model.Versions.Select(one => one.Version).Distinct(StringComparer.Ordinal).Count();
        if (live > 1 || canaries > 1 || (canaries == 1) != (model.Run is { Share: > 0 and <= 1 }) || distinct != model.Versions.Count)
        {
            throw new RegistryException($"The registry's state contradicts itself at {model.Name}: {live} live, {canaries} canaries.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}$", RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    private sealed record Document(
        int Format, long Revision, IReadOnlyList<ModelEntry> Models, IReadOnlyList<StageChange> History);
}
