using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Support;

namespace SessionService.Deploy.Tests.Facts;

/// <summary>
/// Settings, ports and paths as the code has them. The service's own are read from its assembly; those of a node from its sources,
/// because its assembly needs packages that not every feed has.
/// </summary>
internal static partial class Settings
{
    private static readonly string Names = Repository.Read("src/Silo/Options/SettingNames.cs");
    private static readonly string Options = Repository.Read("src/Silo/Options/NodeOptions.cs");

    /// <summary>Environment variables that the program reads.</summary>
    public static IReadOnlySet<string> Variables { get; } = new HashSet<string>(
        NodeKeys().Select(key => $"SESSIONSERVICE_Cluster__{key}")
            .Concat(ServiceKeys("SESSIONSERVICE_", typeof(SessionService.Music.Limits).Assembly, Assembly.Load("SessionService.Api").GetType("SessionService.Api.ServiceOptions", throwOnError: true)!))
            .Append("SESSIONSERVICE_Urls"),
        StringComparer.Ordinal);

    /// <summary>Standard port by the name of its option, such as `SiloPort`.</summary>
    public static int Port(string option) => int.Parse(
        Regex.Match(Options, $@"int {option}\b[^=\n]*=\s*(?<port>[\d_]+);", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Groups["port"].Value.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>Words of an enumeration of the node's options, as a setting writes them.</summary>
    public static IEnumerable<string> Words(string enumeration) =>
        Regex.Match(Options, $@"enum {enumeration}\s*\{{(?<body>[^}}]*)\}}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["body"].Value
            .Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && char.IsLetter(line[0]))
            .Select(line => line.TrimEnd(',').Split(' ')[0].ToLowerInvariant());

    /// <summary>Stores that the program can really open, as a setting writes them.</summary>
    public static IReadOnlyList<string> Opens { get; } =
    [
        .. OpenedStore().Matches(Repository.Read("src/Silo/Storage/NodeStores.cs")).Select(m => m.Groups["kind"].Value.ToLowerInvariant()),
    ];

    /// <summary>Paths that answer at the operations port.</summary>
    public static IReadOnlyList<string> OperationsPaths { get; } =
    [
        .. MappedPaths().Matches(Repository.Sources("src/Silo/Operations")).Select(m => m.Groups["path"].Value),
    ];

    /// <summary>Paths of the API's own health.</summary>
    public static IReadOnlyList<string> HealthPaths { get; } = ReadHealth(Repository.Read("src/Api/Endpoints/Health.cs"));

    private static IEnumerable<string> NodeKeys() => SettingKey().Matches(Names).Select(m => m.Groups["key"].Value);

    private static IEnumerable<string> ServiceKeys(string prefix, Assembly core, Type options) =>
        options.GetProperties().SelectMany(p => p.PropertyType.Assembly == options.Assembly && p.PropertyType.Assembly != core
            ? ServiceKeys($"{prefix}{p.Name}__", core, p.PropertyType)
            : [prefix + p.Name]);

    private static List<string> ReadHealth(string source)
    {
        string group = Regex.Match(source, "MapGroup\\(\"(?<path>[^\"]+)\"\\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;
        return [.. Regex.Matches(source, "MapGet\\(\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => group + m.Groups["path"].Value)];
    }

    [GeneratedRegex("new\\(\"(?<key>[A-Za-z:]+)\", \"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingKey();

    [GeneratedRegex(@"StoreKind\.(?<kind>\w+) =>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenedStore();

    [GeneratedRegex("(Map\\(|Path = )\"(?<path>/[a-z/]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MappedPaths();
}
