using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SessionService.Music;

namespace SessionService.Api.Json;

/// <summary>How JSON is read and written everywhere: snake_case, and strict about what comes in.</summary>
internal static class ApiJson
{
    /// <summary>Depth of a request: a map at its own limit, inside a request's property.</summary>
    public const int RequestDepth = Limits.JsonDepth + 2;

    /// <summary>Escapes what JSON must and no more: these answers are never put into HTML, and are sent as what they are.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The options; never changed after this.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    /// <summary>Sets what every use of JSON shares.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = Encoder;
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = RequestDepth;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }

    /// <summary>Options for reading a document by hand.</summary>
    public static JsonDocumentOptions Document => new() { MaxDepth = RequestDepth, AllowDuplicateProperties = false };
}
