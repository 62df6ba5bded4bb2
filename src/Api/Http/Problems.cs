using SessionService.Sessions.Hosting;

namespace SessionService.Api.Http;

/// <summary>Every problem the service answers with; docs/api.md lists them.</summary>
internal static class Problems
{
    /// <summary>The body is not the JSON that was expected.</summary>
    public static ApiProblem Malformed(string path, string detail) =>
        new(400, "malformed_body", "The body is not well-formed JSON.", detail) { Faults = [new Fault(path, detail)] };

    /// <summary>Well-formed, but wrong.</summary>
    public static ApiProblem Invalid(params IReadOnlyList<Fault> faults) =>
        new(422, "invalid_input", "The input is wrong.", faults.Count > 0 ? faults[0].Message : null) { Faults = faults };

    /// <summary>A query parameter or header is wrong.</summary>
    public static ApiProblem BadParameter(string name, string detail) =>
        new(400, "invalid_parameter", "A parameter is wrong.", detail) { Faults = [new Fault(name, detail)] };

    /// <summary>No credential, or a wrong one.</summary>
    public static ApiProblem Unauthorized(string detail) =>
        new(401, "unauthorized", "A valid credential is needed.", detail);

    /// <summary>Nothing of this tenant is here.</summary>
    public static ApiProblem NotFound() => new(404, "not_found", "There is no such thing.");

    /// <summary>The id is taken.</summary>
    public static ApiProblem Taken() => new(409, "id_taken", "The id is taken.");

    /// <summary>The session is closed.</summary>
    public static ApiProblem Gone() => new(410, "session_closed", "The session is closed.");

    /// <summary>A count is at its limit.</summary>
    public static ApiProblem Full(string detail) => new(409, "limit_reached", "A limit is reached.", detail);

    /// <summary>The revision is not the current one.</summary>
    public static ApiProblem RevisionMismatch() =>
        new(412, "revision_mismatch", "The project has changed since.", "Read it again and repeat the change on what it is now.");

    /// <summary>A change needs If-Match.</summary>
    public static ApiProblem RevisionRequired() =>
        new(428, "revision_required", "The change needs an If-Match header.", "Send the ETag of the project, or * to change it as it is.");

    /// <summary>Nothing to undo or redo.</summary>
    public static ApiProblem NothingTo(string what) =>
        new(409, "nothing_to_" + what, $"There is nothing to {what}.");

    /// <summary>Too many requests or commands.</summary>
    public static ApiProblem TooMany(int retryAfterSeconds) =>
        new(429, "rate_limited", "Too many requests.", "Try again after the time in Retry-After.")
        {
            RetryAfterSeconds = Math.Max(1, retryAfterSeconds),
        };

    /// <summary>The store or host cannot take it now.</summary>
    public static ApiProblem Unavailable() =>
        new(503, "unavailable", "The service cannot take this now.", "Nothing was changed; try again.") { RetryAfterSeconds = 1 };

    /// <summary>The key was used for another request.</summary>
    public static ApiProblem IdempotencyReused() =>
        new(422, "idempotency_key_reused", "The Idempotency-Key was used for another request.");

    /// <summary>The first request with the key has not been answered yet.</summary>
    public static ApiProblem IdempotencyBusy() =>
        new(409, "idempotency_key_busy", "A request with this Idempotency-Key is under way.") { RetryAfterSeconds = 1 };

    /// <summary>The route is for sockets.</summary>
    public static ApiProblem UpgradeRequired() =>
        new(426, "upgrade_required", "This is a WebSocket.", "Offer the subprotocol \"sessionservice.v1\" in an upgrade.");

    /// <summary>The problem for a bare status, as the framework sets it.</summary>
    public static ApiProblem OfStatus(int status) => status switch
    {
        400 => new(400, "bad_request", "The request is wrong."),
        401 => Unauthorized("The credential is missing or wrong."),
        404 => NotFound(),
        405 => new(405, "method_not_allowed", "The method is not allowed here."),
        408 => new(408, "request_timeout", "The request took too long to arrive."),
        413 => new(413, "body_too_large", "The body is too large."),
        415 => new(415, "unsupported_media_type", "The body must be application/json."),
        429 => TooMany(1),
        503 => Unavailable(),
        >= 500 => new(status, "internal_error", "The service failed."),
        _ => new(status, "http_" + status.ToString(System.Globalization.CultureInfo.InvariantCulture), "The request failed."),
    };

    /// <summary>The problem for a host's refusal.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="faults">What was wrong.</param>
    public static ApiProblem OfRefusal(Refusal refusal, IReadOnlyList<Fault> faults) => refusal switch
    {
        Refusal.NotFound => NotFound(),
        Refusal.Invalid => Invalid(faults),
        Refusal.Conflict => Taken(),
        Refusal.Full => Full(faults.Count > 0 ? faults[0].Message : "Close something first."),
        Refusal.Gone => Gone(),
        Refusal.Unavailable => Unavailable(),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "Not a refusal."),
    };
}
