using System.CommandLine;
using System.Globalization;
using SessionService.Audio.Wav;
using SessionService.Inference.Onnx.Codec;
using SessionService.Music;
using SessionService.Music.Composition;
using SessionService.Music.Time;
using SessionService.Sessions;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Synthesis.Sampled;
using SessionService.Synthesis.SoundFont;

namespace SessionService.Api.Cli;

/// <summary><c>replay</c>: renders what a stored session played, from its log, also while the service runs.</summary>
internal static class ReplayCommand
{
    /// <summary>The command with its options.</summary>
    /// <param name="common">Options of all commands.</param>
    /// <param name="elsewhere">Where sessions and logs are; null for the data folder.</param>
    public static Command Create(CommonOptions common, StoresElsewhere? elsewhere = null)
    {
        Option<string> session = new("--session") { Description = "Id of the session.", Required = true, HelpName = "ID" };
        Option<string> tenant = new("--tenant") { Description = "Whose it is; default by default.", HelpName = "T", DefaultValueFactory = _ => "default" };
        Option<FileInfo> file = new("--out") { Description = "The mix, 16-bit WAV.", Required = true, HelpName = "FILE" };
        Option<double?> seconds = new("--seconds") { Description = "Length; all that may have been played by default.", HelpName = "N" };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (> 0 and <= Limits.RenderSeconds)))
            {
                result.AddError($"--seconds must be above 0 and at most {Limits.RenderSeconds}.");
            }
        });
        Option<bool> other = new("--other-engine")
        {
            Description = "Render a log that another version of the engine or another SoundFont played; it will sound otherwise.",
        };
        Command command = new("replay", "Render what a session played, sample for sample, from its log.") { session, tenant, file, seconds, other };
        command.SetAction((parsed, cancellation) => RunAsync(
            common.Read(parsed), (builder, options) => CommandStores.Add(elsewhere, parsed, builder, options, beside: true),
            new SessionKey(new TenantId(parsed.GetValue(tenant)!), parsed.GetRequiredValue(session)),
            parsed.GetRequiredValue(file), parsed.GetValue(seconds), parsed.GetValue(other), parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommonValues values, Action<WebApplicationBuilder, ServiceOptions> stores, SessionKey key, FileInfo file, double? seconds, bool other,
        InvocationConfiguration console, CancellationToken cancellation)
    {
        (WebApplicationBuilder builder, ServiceOptions options) = Settings.Read(values);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        stores(builder, options);
        await using WebApplication app = builder.Build();
        IEventLog log = app.Services.GetRequiredService<IEventLog>();
        SessionRecord? record = await app.Services.GetRequiredService<ISessionStore>().FindAsync(key, cancellation);
        if (record is null)
        {
            await console.Error.WriteLineAsync($"Tenant {key.Tenant} has no session {key.Id}.");
            return 1;
        }

        if (await LogChain.VerifyAsync(log.ReadAsync(key, 0, cancellation), cancellation) is { } broken)
        {
            await console.Error.WriteLineAsync($"The log is not as it was written: entry {broken.Sequence}: {broken.Message}");
            return 1;
        }

        long samples = seconds is { } length
            ? (long)Math.Round(length * MusicalTime.SampleRate)
            : Math.Min(await log.ReservedAsync(key, cancellation), (long)Limits.RenderSeconds * MusicalTime.SampleRate);
        ISampleLibrary? recorded;
        try
        {
            recorded = Composition.OpenSamples(options.SoundFont);
        }
        catch (SoundFontException fault)
        {
            await console.Error.WriteLineAsync(fault.Message);
            return 1;
        }

        using RegistryDecoders? decoders = ModelSettings.RegistryOf(options, app.Services.GetService<IBlobStore>()) is { } registry
            ? new RegistryDecoders(registry)
            : null;
        if (!other && await new ReplayMeans(recorded, decoders).ObstacleAsync(log, key, samples, cancellation) is { } obstacle)
        {
            await console.Error.WriteLineAsync(obstacle);
            return 1;
        }

        file.Directory?.Create();
        using WavWriter wav = new(file.Create(), MusicalTime.SampleRate, 2);
        await OfflineRenderer.ReplayAsync(
            SessionEngine.For(record, new RuleComposer(), recorded, decoders), log.ReadAsync(key, 0, cancellation), samples,
            (mix, _) => wav.Write(mix), cancellation: cancellation);
        await console.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{file.FullName}: {samples / (double)MusicalTime.SampleRate:0.##} s, log verified"));
        return 0;
    }
}
