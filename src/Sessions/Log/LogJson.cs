using System.Text.Json;
using System.Text.Json.Serialization;
using SessionService.Music;
using SessionService.Music.Performance;

namespace SessionService.Sessions.Log;

/// <summary>How log payloads are written: compact snake_case JSON in declaration order.</summary>
internal static class LogJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = Limits.JsonDepth,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static byte[] Write<T>(T payload) => JsonSerializer.SerializeToUtf8Bytes(payload, Options);

    public static T Read<T>(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize<T>(payload.Span, Options)
        ?? throw new InvalidDataException($"A log payload is null where {typeof(T).Name} was expected.");

    public static byte[] WriteCommand(Command command) => Write(command);

    public static Command ReadCommand(ReadOnlyMemory<byte> payload) => Read<Command>(payload);
}
