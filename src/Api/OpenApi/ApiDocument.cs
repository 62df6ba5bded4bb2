using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SessionService.Api.Auth;
using SessionService.Api.Http;

namespace SessionService.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page that shows it at <c>/docs</c>.</summary>
internal static class ApiDocument
{
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePath = "docs";
    private const string KeyScheme = "api_key";
    private const string TokenScheme = "session_token";

    // The page styles itself inline; it runs no script but its own files.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    private const string About =
        "Adaptive music for web apps and games: a session plays endlessly and follows what happens on the page. Errors are "
        + "`application/problem+json` (RFC 9457) with a stable `code`. POSTs take an `Idempotency-Key`. Changes of projects need "
        + "`If-Match`. The socket is described in docs/protocol.md.";

    /// <summary>Adds the generator.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Secure(operation, context);
            return Task.CompletedTask;
        });
    });

    /// <summary>Adds the document and its page.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/" + PagePath, StringComparison.Ordinal),
            branch => branch.Use((http, next) =>
            {
                http.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return next(http);
            }));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PagePath;
            page.DocumentTitle = "SessionService API";
            page.SwaggerEndpoint(DocumentPath, "SessionService v1");
            page.ConfigObject.AdditionalItems["validatorUrl"] = null!;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "SessionService", Version = "v1", Description = About };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "ssk_<id>_<secret>",
                Description = "An API key. It belongs to a tenant and opens everything that is the tenant's.",
            },
            [TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A session token. It opens one session's socket, and nothing else.",
            },
        };
    }

    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IdempotentRoute>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Idempotency.Header,
                In = ParameterLocation.Header,
                Description = "The same key with the same request gets the first answer again.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Music.Limits.IdempotencyKeyLength },
            });
        }

        foreach (string? policy in metadata.OfType<IAuthorizeData>().Select(data => data.Policy))
        {
            operation.Security ??= [];
            operation.Security.Add(Require(KeyScheme, context.Document));
            if (string.Equals(policy, Policies.KeyOrToken, StringComparison.Ordinal))
            {
                operation.Security.Add(Require(TokenScheme, context.Document));
            }
        }
    }

    private static OpenApiSecurityRequirement Require(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
