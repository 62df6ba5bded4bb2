using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SessionService.Api.Auth;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Http;

/// <summary>Marks a route whose answers are kept under the request's Idempotency-Key.</summary>
internal sealed class IdempotentRoute
{
    /// <summary>The mark.</summary>
    public static readonly IdempotentRoute Mark = new();
}

/// <summary>
/// The Idempotency-Key header: the same key with the same request gets the first answer again, marked
/// <c>Idempotent-Replayed: true</c>; with another request it is refused. Only successes are kept, so a request that failed
/// may be corrected and sent again under its key.
/// </summary>
internal sealed class Idempotency(IIdempotencyStore store, TimeProvider time)
{
    /// <summary>Name of the request header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Name of the header on repeated answers.</summary>
    public const string Replayed = "Idempotent-Replayed";

    private static readonly string[] KeptHeaders = ["Location", "ETag"];
    private readonly ConcurrentDictionary<(TenantId, string), bool> _underWay = new();

    /// <summary>Runs a request, or repeats its answer.</summary>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        string key = http.Request.Headers[Header].ToString();
        if (key.Length == 0 || http.GetEndpoint()?.Metadata.GetMetadata<IdempotentRoute>() is null
            || Caller.TenantOf(http) is not { } tenant)
        {
            await next(http);
            return;
        }

        if (key.Length > Limits.IdempotencyKeyLength || !key.All(c => c is > ' ' and <= '~'))
        {
            await Problems.BadParameter(Header, $"Expected 1 to {Limits.IdempotencyKeyLength} printable ASCII characters.")
                .ExecuteAsync(http);
            return;
        }

        if (!_underWay.TryAdd((tenant, key), true))
        {
            await Problems.IdempotencyBusy().ExecuteAsync(http);
            return;
        }

        try
        {
            await RunAsync(http, next, tenant, key);
        }
        finally
        {
            _underWay.TryRemove((tenant, key), out _);
        }
    }

    private async Task RunAsync(HttpContext http, RequestDelegate next, TenantId tenant, string key)
    {
        http.Request.EnableBuffering(Limits.RequestBytes, Limits.RequestBytes + 1);
        string hash = await HashAsync(http);
        KeptAnswer? kept = await store.FindAsync(tenant, key, http.RequestAborted);
        if (kept is not null)
        {
            bool same = string.Equals(kept.RequestSha256, hash, StringComparison.Ordinal);
            await (same ? ReplayAsync(http, kept) : Problems.IdempotencyReused().ExecuteAsync(http));
            return;
        }

        Stream body = http.Response.Body;
        using MemoryStream copy = new();
        http.Response.Body = copy;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        if (http.Response.StatusCode is >= 200 and < 300)
        {
            // Kept even when the client has gone: that is the case the key is for.
            await store.KeepAsync(tenant, key, Keep(http, copy, hash), time.GetUtcNow(), CancellationToken.None);
        }

        copy.Position = 0;
        await copy.CopyToAsync(body, http.RequestAborted);
    }

    private static async Task<string> HashAsync(HttpContext http)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        byte[] buffer = new byte[8_192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        http.Request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static KeptAnswer Keep(HttpContext http, MemoryStream copy, string hash)
    {
        JsonObject envelope = new();
        JsonObject headers = new();
        foreach (string name in KeptHeaders)
        {
            if (http.Response.Headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value))
            {
                headers[name] = value.ToString();
            }
        }

        envelope["headers"] = headers;

        // As text, so that the repeated answer has the same bytes.
        envelope["body"] = copy.Length == 0 ? null : Encoding.UTF8.GetString(copy.GetBuffer().AsSpan(0, (int)copy.Length));
        return new KeptAnswer(hash, http.Response.StatusCode, envelope.ToJsonString());
    }

    private static async Task ReplayAsync(HttpContext http, KeptAnswer kept)
    {
        JsonObject envelope = JsonNode.Parse(kept.Body)!.AsObject();
        HttpResponse response = http.Response;
        response.StatusCode = kept.Status;
        response.Headers[Replayed] = "true";
        foreach ((string name, JsonNode? value) in envelope["headers"]!.AsObject())
        {
            response.Headers[name] = value!.GetValue<string>();
        }

        if (envelope["body"] is { } body)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.GetValue<string>()), http.RequestAborted);
        }
    }
}
