using System.Buffers;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using SessionService.Api.Json;
using SessionService.Music;

namespace SessionService.Api.Http;

/// <summary>A body that was read, or the problem with it.</summary>
/// <typeparam name="T">What was expected.</typeparam>
/// <param name="Value">The body; meaningful where <paramref name="Problem"/> is null.</param>
/// <param name="Problem">What is wrong.</param>
internal readonly record struct Body<T>(T? Value, ApiProblem? Problem);

/// <summary>
/// Reads bodies strictly: content type, size, depth, unknown and repeated properties; each fault with its path. The
/// framework's own binding would answer with a bare status.
/// </summary>
internal static class RequestBody
{
    /// <summary>Reads a body as a shape.</summary>
    /// <param name="http">The request.</param>
    /// <param name="optional">Whether an empty body is allowed; it gives the default value.</param>
    public static async Task<Body<T>> ReadAsync<T>(HttpContext http, bool optional = false)
        where T : class
    {
        Body<ReadOnlyMemory<byte>?> bytes = await ReadBytesAsync(http, optional);
        if (bytes.Problem is not null || bytes.Value is not { } content)
        {
            return new Body<T>(null, bytes.Problem);
        }

        try
        {
            T? value = JsonSerializer.Deserialize<T>(content.Span, ApiJson.Options);
            return value is null
                ? new Body<T>(null, Problems.Malformed("", "Expected an object, found null."))
                : new Body<T>(value, null);
        }
        catch (JsonException e)
        {
            return new Body<T>(null, Problems.Malformed(JsonPointer.FromPath(e.Path), Clean(e.Message)));
        }
    }

    /// <summary>Reads a body as a document, which the caller disposes of.</summary>
    public static async Task<Body<JsonDocument>> ReadDocumentAsync(HttpContext http)
    {
        Body<ReadOnlyMemory<byte>?> bytes = await ReadBytesAsync(http, optional: false);
        if (bytes.Problem is not null)
        {
            return new Body<JsonDocument>(null, bytes.Problem);
        }

        try
        {
            return new Body<JsonDocument>(JsonDocument.Parse(bytes.Value!.Value, ApiJson.Document), null);
        }
        catch (JsonException e)
        {
            return new Body<JsonDocument>(null, Problems.Malformed(JsonPointer.FromPath(e.Path), Clean(e.Message)));
        }
    }

    private static async Task<Body<ReadOnlyMemory<byte>?>> ReadBytesAsync(HttpContext http, bool optional)
    {
        if (http.Request.ContentLength > Limits.RequestBytes)
        {
            return new Body<ReadOnlyMemory<byte>?>(null, Problems.OfStatus(413));
        }

        ReadOnlyMemory<byte> bytes = await CopyAsync(http.Request.Body, http.RequestAborted);
        if (bytes.Length > Limits.RequestBytes)
        {
            return new Body<ReadOnlyMemory<byte>?>(null, Problems.OfStatus(413));
        }

        if (bytes.Length == 0)
        {
            return new Body<ReadOnlyMemory<byte>?>(null, optional ? null : Problems.Malformed("", "The body is empty."));
        }

        return IsJson(http.Request.ContentType)
            ? new Body<ReadOnlyMemory<byte>?>(bytes, null)
            : new Body<ReadOnlyMemory<byte>?>(null, Problems.OfStatus(415));
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<ReadOnlyMemory<byte>> CopyAsync(Stream body, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> copy = new();
        while (copy.WrittenCount <= Limits.RequestBytes)
        {
            int read = await body.ReadAsync(copy.GetMemory(4_096), cancellation);
            if (read == 0)
            {
                break;
            }

            copy.Advance(read);
        }

        return copy.WrittenMemory;
    }

    // "… Path: $.a | LineNumber: 0 | BytePositionInLine: 9." repeats what the path says.
    private static string Clean(string message)
    {
        int tail = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return tail > 0 ? message[..tail] : message;
    }
}
