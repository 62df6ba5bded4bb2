using System.Text.Json;
using System.Text.Json.Nodes;
using SessionService.Api.Json;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Http;

/// <summary>
/// An error as RFC 9457 problem details, with a stable <c>code</c> and, for wrong input, <c>errors</c> with the path of
/// each fault.
/// </summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name of the problem.</param>
/// <param name="Title">What kind of problem it is; the same for every occurrence.</param>
/// <param name="Detail">What happened this time.</param>
internal sealed record ApiProblem(int Status, string Code, string Title, string? Detail = null) : IResult
{
    /// <summary>Content type of every error.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Start of every problem's type URI.</summary>
    public const string TypePrefix = "urn:sessionservice:problem:";

    /// <summary>What was wrong, and where; empty where that does not apply.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Seconds after which trying again makes sense; 0 for none.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds > 0)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(ToJson(), ApiJson.Options);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    private JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["type"] = TypePrefix + Code,
            ["title"] = Title,
            ["status"] = Status,
            ["code"] = Code,
        };
        if (Detail is not null)
        {
            json["detail"] = Detail;
        }

        if (Faults.Count > 0)
        {
            json["errors"] = new JsonArray([.. Faults.Select(fault =>
                (JsonNode)new JsonObject { ["path"] = fault.Path, ["detail"] = fault.Message })]);
        }

        return json;
    }
}
