using SessionService.Api.Telemetry;
using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Storage.Archive;
using SessionService.Storage.Blobs;
using SessionService.Storage.Sqlite;
using SessionService.Synthesis.Sampled;
using SessionService.Synthesis.SoundFont;

namespace SessionService.Api;

/// <summary>The one place where the service chooses its adapters.</summary>
internal static partial class Composition
{
    /// <summary>Adds the stores, the host and the map checker.</summary>
    public static void AddAdapters(IServiceCollection services, ServiceOptions options)
    {
        AddParts(services, options);
        services.AddSingleton(CreateHost);
        services.AddSingleton<ISessionHost>(provider => provider.GetRequiredService<LocalSessionHost>());
        services.AddHostedService<HostShutdown>();
        if (options.ArchiveAfterDays is { } days)
        {
            services.AddHostedService(provider => new Retention(
                new LogArchivist(
                    provider.GetRequiredService<SqliteEventLog>(), provider.GetRequiredService<ILogArchive>(),
                    provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<TimeProvider>()),
                TimeSpan.FromDays(days), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Retention>>()));
        }
        services.AddHostedService<SessionMetrics>();
        services.AddHostedService<ShippedModels>();
    }

    /// <summary>Adds everything but the host of the sessions: what any host of them needs.</summary>
    public static void AddParts(IServiceCollection services, ServiceOptions options)
    {
        AddStores(services, options, beside: false);
        AddEngine(services, options);
    }

    /// <summary>Adds what any host of sessions needs, whatever stores it has.</summary>
    /// <exception cref="SoundFontException">A SoundFont is set that cannot be played here.</exception>
    public static void AddEngine(IServiceCollection services, ServiceOptions options)
    {
        if (OpenSamples(options.SoundFont) is { } samples)
        {
            services.AddSingleton(samples);
        }

        services.AddSingleton<IMapChecker, AdaptiveMapChecker>();
        services.AddSingleton<IComposer, RuleComposer>();
        services.AddSingleton<HostStores>();
        services.AddHostedService<WarmUp>();
        if (ModelSettings.FolderOf(options).Length > 0)
        {
            services.AddSingleton<IPartWriter>(provider => ModelSettings.Open(
                options, provider.GetRequiredService<IComposer>(), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger<RegistryPartWriter>(), provider.GetService<IBlobStore>())!);
            services.AddSingleton(provider => ModelSettings.OpenSounds(
                options, provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger<RegistryPartWriter>(), provider.GetService<IBlobStore>())!);
        }
    }

    /// <summary>The recorded instruments of a SoundFont; null where none is named.</summary>
    /// <param name="soundFont">Its file, or nothing.</param>
    /// <exception cref="SoundFontException">It cannot be played here.</exception>
    public static ISampleLibrary? OpenSamples(string? soundFont) =>
        string.IsNullOrEmpty(soundFont) ? null : SoundFontLibrary.Open(soundFont);

    /// <summary>Adds the stores alone: what the commands that do not serve need.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">What the operator set.</param>
    /// <param name="beside">Whether another process may have the data folder, as a running service has it.</param>
    public static void AddStores(IServiceCollection services, ServiceOptions options, bool beside)
    {
        services.AddSingleton(provider => beside
            ? SqliteDatabase.OpenBeside(options.Data, provider.GetRequiredService<TimeProvider>())
            : SqliteDatabase.Open(options.Data, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SqliteEventLog>();
        services.AddSingleton<ILogArchive, SqliteLogArchive>();
        services.AddSingleton<IBlobStore>(_ => new FolderBlobStore(Path.Combine(options.Data, "blobs")));
        services.AddSingleton<IEventLog>(provider => new ArchivingEventLog(
            provider.GetRequiredService<SqliteEventLog>(), provider.GetRequiredService<ILogArchive>(), provider.GetRequiredService<IBlobStore>()));
        services.AddSingleton<ISessionStore, SqliteSessionStore>();
        services.AddSingleton<IProjectStore, SqliteProjectStore>();
        services.AddSingleton<IUsageStore, SqliteUsageStore>();
        services.AddSingleton<ICredentialStore, SqliteCredentialStore>();
        services.AddSingleton<IIdempotencyStore, SqliteIdempotencyStore>();
    }

    private static LocalSessionHost CreateHost(IServiceProvider services)
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<LocalSessionHost>();
        return new LocalSessionHost(
            services.GetRequiredService<HostStores>(), services.GetRequiredService<IComposer>(),
            services.GetRequiredService<TimeProvider>(), new LocalHostOptions
            {
                Samples = services.GetService<ISampleLibrary>(), Writer = services.GetService<IPartWriter>(),
                SoundWriter = services.GetService<SoundModels>()?.Writer, Decoders = services.GetService<SoundModels>()?.Decoders,
            })
        {
            Faulted = (session, error) => LogFaulted(logger, error, session),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} was dropped from memory")]
    private static partial void LogFaulted(ILogger logger, Exception error, Sessions.SessionKey session);

    private sealed class AdaptiveMapChecker : IMapChecker
    {
        public string SchemaJson => AdaptiveMapSchema.Json;

        public IReadOnlyList<Fault> Check(ReadOnlySpan<byte> utf8Json) =>
            [.. AdaptiveMapReader.Read(utf8Json).Faults.Select(fault => new Fault(fault.Path, fault.Message))];
    }
}
