using System.Text.Json;
using SessionService.Api.Commands;
using SessionService.Api.Http;
using SessionService.Api.Telemetry;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/sessions/{session}/events</c> and <c>…/cues</c>: what is asked of a session, and when it is heard.</summary>
internal static class CommandRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Events");
        group.MapPost("/sessions/{session}/events", SubmitAsync).Idempotent()
            .Describe(
                "sendEvents",
                "Send one command, or up to 1000.",
                "One command, a list of them, or `{\"commands\": [...]}`; the same shapes as on the socket. One command is "
                + "answered with its acknowledgement, a batch with `{\"acknowledgements\": [...]}`. A wrong command refuses the "
                + "whole batch. Commands are idempotent by their own `id`.")
            .Accepts<CommandRequest>("application/json")
            .Produces<AcknowledgementView>().Problem(400, 404, 410, 413, 415, 422, 503);
        group.MapGet("/sessions/{session}/cues", CuesAsync)
            .Describe("listCues", "List the acknowledgements given, in order.", "`next` is what to send as `after`.")
            .Produces<Page<AcknowledgementView>>().Problem(400, 404);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http, ISessionHost host, CommandRates rates, ApiMetrics metrics, TimeProvider time, string session)
    {
        long arrived = time.GetTimestamp();
        if (await SessionRoutes.FindAsync(http, host, session) is not { } key)
        {
            return Problems.NotFound();
        }

        Body<JsonDocument> body = await RequestBody.ReadDocumentAsync(http);
        if (body.Value is not { } document)
        {
            return body.Problem!;
        }

        List<Fault> faults = [];
        CommandBatch? batch;
        using (document)
        {
            batch = CommandBatch.Read(document.RootElement, faults);
        }

        if (batch is null)
        {
            return Problems.Invalid(faults);
        }

        if (rates.Take(key, batch.Commands.Count) is { } seconds)
        {
            metrics.RateLimited("events");
            return Problems.TooMany(seconds);
        }

        Outcome<IReadOnlyList<SubmittedCommand>> outcome = await host.SubmitAsync(key, batch.Commands, http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, outcome.Faults);
        }

        foreach (SubmittedCommand answer in outcome.Value!)
        {
            metrics.Acknowledged(answer.Acknowledgement.Status, time.GetElapsedTime(arrived));
        }

        return batch.Single
            ? Results.Ok(AcknowledgementView.Of(outcome.Value![0]))
            : Results.Ok(new AcknowledgementList([.. outcome.Value!.Select(AcknowledgementView.Of)]));
    }

    private static async Task<IResult> CuesAsync(HttpContext http, ISessionHost host, string session, string? after, int? limit)
    {
        if (await SessionRoutes.FindAsync(http, host, session) is not { } key)
        {
            return Problems.NotFound();
        }

        if (Paging.CheckLimit(limit, out int size) is { } problem)
        {
            return problem;
        }

        Outcome<IReadOnlyList<Acknowledgement>> outcome = await host.CuesAsync(key, after, size, http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, outcome.Faults);
        }

        // The log grows while it is read, so a full page always names the next one, even if that is still empty.
        List<AcknowledgementView> items = [.. outcome.Value!.Select(AcknowledgementView.Of)];
        return Results.Ok(new Page<AcknowledgementView>(items, items.Count == size ? items[^1].Id : null));
    }
}
