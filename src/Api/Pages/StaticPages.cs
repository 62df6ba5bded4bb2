using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace SessionService.Api.Pages;

/// <summary>The demo's pages at <c>/</c>, the built client at <c>/client/</c>, and the headers that go with pages.</summary>
internal static class StaticPages
{
    private const string ClientPath = "/client";

    // Audio worklets and decoders may come from blobs; nothing else runs that this server did not send.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; connect-src 'self' ws: wss: blob:; media-src 'self' blob:; object-src 'none'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private const string ClientMissing = """
        <!doctype html><meta charset="utf-8"><title>The client is not built</title>
        <h1>The web client is not built yet</h1>
        <p>Type <code>cd clients/web &amp;&amp; npm ci &amp;&amp; npm run build</code> and start the service again, or start it with
        <code>./run</code>, which does that.</p>
        """;

    /// <summary>Adds the files and headers; comes before routing, because pages need no credential and no limit.</summary>
    public static void UsePages(this WebApplication app)
    {
        SitePaths paths = app.Services.GetRequiredService<SitePaths>();
        app.Use(SetHeadersAsync);
        if (paths.Client is { } client)
        {
            app.UseStaticFiles(Files(client, ClientPath, crossOrigin: true));
        }
        else
        {
            app.Map(ClientPath, branch => branch.Run(http => ShowMissingAsync(http)));
        }

        if (app.Services.GetRequiredService<ServiceOptions>().Demo.Enabled && paths.Demo is { } demo)
        {
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = new PhysicalFileProvider(demo) });
            app.UseStaticFiles(Files(demo, "", crossOrigin: false));
        }
    }

    private static StaticFileOptions Files(string folder, string path, bool crossOrigin)
    {
        FileExtensionContentTypeProvider types = new();
        types.Mappings[".jsonl"] = "application/jsonl";
        types.Mappings[".map"] = "application/json";
        return new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            RequestPath = path,
            ContentTypeProvider = types,
            OnPrepareResponse = context =>
            {
                // Checked again each time by its ETag: a page and its client must be of one version.
                context.Context.Response.Headers.CacheControl = "no-cache";
                if (crossOrigin)
                {
                    context.Context.Response.Headers.AccessControlAllowOrigin = "*";
                    context.Context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
                }
            },
        };
    }

    private static Task SetHeadersAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(
            static state =>
            {
                HttpResponse response = ((HttpContext)state).Response;
                response.Headers.XContentTypeOptions = "nosniff";
                response.Headers["Referrer-Policy"] = "no-referrer";
                if (response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true
                    && response.Headers.ContentSecurityPolicy.Count == 0)
                {
                    response.Headers.ContentSecurityPolicy = PagePolicy;
                }

                return Task.CompletedTask;
            },
            http);
        return next(http);
    }

    private static Task ShowMissingAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(ClientMissing, http.RequestAborted);
    }
}
