using System.Text.Json;
using SessionService.Api.Http;
using SessionService.Music.Styles;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Endpoints;

/// <summary>What maps are made of: styles, the schema, and a check without storing.</summary>
internal static class Library
{
    private static readonly StyleList Styles = new([.. StyleCatalogue.All.Select(View)]);

    /// <summary>Adds the routes.</summary>
    public static void MapLibrary(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Maps");
        group.MapGet("/styles", () => Results.Ok(Styles))
            .Describe("listStyles", "List the styles with their parts and instruments.")
            .Produces<StyleList>();
        group.MapPost("/maps/check", CheckAsync)
            .Describe("checkMap", "Check an adaptive map without storing it.", "The body is the map itself.")
            .Accepts<object>("application/json")
            .Produces<MapCheckView>().Problem(400, 413, 415);
        routes.MapGet("/v1/schemas/adaptive-map.json", Schema)
            .WithTags("Maps").AllowAnonymous()
            .Describe("getMapSchema", "The JSON Schema of adaptive maps.", "Needs no credential, so that editors can use it.")
            .Produces<object>(200, "application/schema+json").Problem(429);
    }

    private static StyleView View(Style style) => new(
        style.Name,
        style.Description,
        style.DefaultBpm,
        [.. style.Instruments.OrderBy(pair => pair.Key)
            .Select(pair => new PartView(pair.Key, pair.Value.Instrument, pair.Value.LevelDb))],
        style.StingerInstrument.Instrument);

    private static IResult Schema(IMapChecker maps) => Results.Text(maps.SchemaJson, "application/schema+json");

    private static async Task<IResult> CheckAsync(HttpContext http, IMapChecker maps)
    {
        Body<JsonDocument> body = await RequestBody.ReadDocumentAsync(http);
        if (body.Value is not { } document)
        {
            return body.Problem!;
        }

        using (document)
        {
            List<Fault> faults = [];
            Inputs.CheckMap(maps, document.RootElement, "", faults);
            return Results.Ok(new MapCheckView(
                faults.Count == 0, [.. faults.Select(fault => new FaultView(fault.Path, fault.Message))]));
        }
    }
}
