using System.Text.Json;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Tests.Fakes;

/// <summary>A map is right when it has a start.</summary>
internal sealed class FakeMapChecker : IMapChecker
{
    public string SchemaJson => """{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object"}""";

    public IReadOnlyList<Fault> Check(ReadOnlySpan<byte> utf8Json)
    {
        using JsonDocument map = JsonDocument.Parse(utf8Json.ToArray());
        return map.RootElement.ValueKind == JsonValueKind.Object && map.RootElement.TryGetProperty("start", out _)
            ? []
            : [new Fault("/start", "The field is missing.")];
    }
}
