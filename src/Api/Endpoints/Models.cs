using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Inference.Registry;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/models</c>: which models play, under which licences. Operators change that by the <c>models</c> commands.</summary>
internal static class Models
{
    /// <summary>Adds the routes.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.TenantGroup("Models");
        group.MapGet("/models", (HttpContext http, ModelCatalogue models) => AnswerAsync(
                http, models, playing => Results.Ok(new ModelList([.. playing.Select(View)]))))
            .Describe(
                "listModels",
                "List the models that may write for the tenant's sessions.",
                "Live versions, canaries, and versions that the tenant's projects are pinned to. Empty where rules write everything. "
                + "The lines under `attribution` go with what is published.")
            .Produces<ModelList>().Problem(503);
        group.MapGet("/models/{model}/versions/{version}", (HttpContext http, ModelCatalogue models, string model, string version) => AnswerAsync(
                http, models,
                playing => playing.FirstOrDefault(one => one.Card.Name == model && one.Version.Version == version) is { } found
                    ? Results.Ok(new ModelCardView(model, version, found.Card.Markdown))
                    : Problems.NotFound()))
            .Describe("getModelCard", "The card of a model that may write for the tenant's sessions: licence, training, evaluation.")
            .Produces<ModelCardView>().Problem(404, 503);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, ModelCatalogue models, Func<IReadOnlyList<CataloguedModel>, IResult> answer)
    {
        try
        {
            return answer(await models.PlayingForAsync(Caller.Of(http).Tenant.Value, http.RequestAborted));
        }
        catch (RegistryException)
        {
            return Problems.Unavailable();
        }
    }

    private static ModelView View(CataloguedModel model) => new(
        model.Card.Name, model.Version.Version, model.Version.Stage, model.Card.Licence, model.Card.LicenceNote, model.Card.Attribution);
}

/// <summary>A model that may write parts of a session's music.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Licence">Licence of its weights.</param>
/// <param name="LicenceNote">What else is to be known of the licence; may be empty.</param>
/// <param name="Attribution">Lines that go with what is published.</param>
internal sealed record ModelView(
    string Name, string Version, ModelStage Stage, string Licence, string LicenceNote, IReadOnlyList<string> Attribution);

/// <summary>The models.</summary>
/// <param name="Items">In order of name, then as they were added.</param>
internal sealed record ModelList(IReadOnlyList<ModelView> Items);

/// <summary>The card of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Markdown">The card.</param>
internal sealed record ModelCardView(string Name, string Version, string Markdown);
