using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using SessionService.Api.Auth;
using SessionService.Api.Commands;
using SessionService.Api.Control;
using SessionService.Api.Demo;
using SessionService.Api.Endpoints;
using SessionService.Api.Http;
using SessionService.Api.Json;
using SessionService.Api.OpenApi;
using SessionService.Api.Pages;
using SessionService.Api.Probes;
using SessionService.Api.Sockets;
using SessionService.Api.Telemetry;
using SessionService.Music;
using SessionService.Sessions.Ports;

namespace SessionService.Api;

/// <summary>Puts the web application together: services, pipeline, routes.</summary>
internal static class ServiceApp
{
    /// <summary>Builds the application; the caller starts it.</summary>
    /// <param name="builder">Builder with its configuration complete.</param>
    /// <param name="options">What the operator set.</param>
    /// <param name="adapters">Adds host, stores and map checker: <see cref="Composition.AddAdapters"/>, or a test's own.</param>
    public static WebApplication Build(
        WebApplicationBuilder builder, ServiceOptions options, Action<IServiceCollection, ServiceOptions> adapters)
    {
        ConfigureServer(builder);
        AddServices(builder.Services, options);
        adapters(builder.Services, options);
        WebApplication app = builder.Build();
        UsePipeline(app);
        MapRoutes(app);
        return app;
    }

    /// <summary>Makes and prints the first API key where there is none.</summary>
    public static Task EnsureFirstKeyAsync(WebApplication app, TextWriter output, CancellationToken cancellation) =>
        FirstKey.EnsureAsync(
            app.Services.GetRequiredService<ICredentialStore>(), app.Services.GetRequiredService<TimeProvider>(), output, cancellation);

    private static void ConfigureServer(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.RequestBytes;
            kestrel.Limits.MaxConcurrentUpgradedConnections = Limits.Sockets;

            // Audio that a slow client has not taken shall wait in its listener's queue, where it can be skipped, and not
            // here: this much is a second of Opus.
            kestrel.Limits.MaxResponseBufferSize = SocketTuning.ResponseBufferBytes;
        });
        builder.Services.Configure<SocketTransportOptions>(transport =>
            transport.CreateBoundListenSocket = SocketTuning.CreateListenSocket);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    private static void AddServices(IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ApiMetrics>();
        services.AddSingleton<CommandRates>();
        services.AddSingleton<SocketRegistry>();
        services.AddSingleton<SocketRoutes>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<Examples>();
        services.AddSingleton<DemoDoor>();
        services.AddSingleton<SitePaths>();
        services.AddSingleton<ModelCatalogue>();
        services.AddHostedService<TelemetryExport>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<IReadinessCheck, StoreCheck>();
        services.AddSingleton<IReadinessCheck, HostCheck>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddCredentials();

        // Authentication brings data protection along; nothing here is protected by it, so no key ring is kept.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRateLimits(options);
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("ETag", "Location", "Retry-After", Idempotency.Replayed)));
        services.AddApiDocument();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseProblems();
        app.UsePages();
        app.UseRouting();

        // No cookies anywhere: a page of another origin can do no more than the credential that it was given.
        app.UseCors();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        Idempotency idempotency = app.Services.GetRequiredService<Idempotency>();
        app.Use(idempotency.InvokeAsync);
    }

    private static void MapRoutes(WebApplication app)
    {
        app.MapProjects();
        app.MapVersions();
        app.MapSessions();
        app.MapCommands();
        app.MapTokens();
        SocketRoutes.Map(app);
        app.MapLibrary();
        app.MapModels();
        app.MapUsage();
        app.MapHealth();
        app.MapDemo();
        app.MapControl();
        app.MapApiDocument();
    }
}
