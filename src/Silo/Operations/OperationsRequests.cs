using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace SessionService.Silo.Operations;

/// <summary>Takes the requests of the operations port through their pipeline, each with services of its own.</summary>
internal sealed class OperationsRequests(RequestDelegate pipeline, IServiceScopeFactory scopes)
    : IHttpApplication<OperationsRequests.Request>
{
    /// <inheritdoc/>
    public Request CreateContext(IFeatureCollection contextFeatures)
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        return new Request(new DefaultHttpContext(contextFeatures) { RequestServices = scope.ServiceProvider, ServiceScopeFactory = scopes }, scope);
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(Request context) => pipeline(context.Http);

    /// <inheritdoc/>
    public void DisposeContext(Request context, Exception? exception) => context.Scope.Dispose();

    /// <summary>One of them.</summary>
    /// <param name="Http">What the pipeline sees.</param>
    /// <param name="Scope">Its services.</param>
    internal sealed record Request(HttpContext Http, AsyncServiceScope Scope);
}
