using Microsoft.AspNetCore.Diagnostics;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Http;

/// <summary>Turns exceptions and bare statuses into problem details; what failed inside is logged, never shown.</summary>
internal static partial class ErrorHandling
{
    /// <summary>Adds both to the pipeline; must come first.</summary>
    public static void UseProblems(this WebApplication app)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("SessionService.Api.Errors");
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = _ => true,
            ExceptionHandler = http => HandleAsync(http, logger),
        });
        app.UseStatusCodePages(context => Problems.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private static Task HandleAsync(HttpContext http, ILogger logger)
    {
        Exception? error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        switch (error)
        {
            case BadHttpRequestException bad:
                return Problems.OfStatus(bad.StatusCode).ExecuteAsync(http);
            case StoreUnavailableException:
                LogUnavailable(logger, error, http.Request.Path);
                return Problems.Unavailable().ExecuteAsync(http);
            case OperationCanceledException when http.RequestAborted.IsCancellationRequested:
                return Task.CompletedTask;
            default:
                LogFailed(logger, error, http.Request.Method, http.Request.Path);
                return Problems.OfStatus(500).ExecuteAsync(http);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogFailed(ILogger logger, Exception? error, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store refused a write for {Path}")]
    private static partial void LogUnavailable(ILogger logger, Exception? error, string path);
}
