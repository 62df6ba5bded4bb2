using SessionService.Inference.Onnx.Codec;
using SessionService.Sessions;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Synthesis.Sampled;

namespace SessionService.Api.Cli;

/// <summary>What this program has to replay sessions with: its engine, recorded instruments and decoders of codes.</summary>
/// <param name="Recorded">Recorded instruments; null for the built-in ones alone.</param>
/// <param name="Decoders">Decoders in the registry of models; null without a registry.</param>
internal sealed record ReplayMeans(ISampleLibrary? Recorded, RegistryDecoders? Decoders)
{
    /// <summary>Says why a log would sound otherwise with these means than it was heard.</summary>
    /// <param name="log">Has the session's entries.</param>
    /// <param name="key">The session.</param>
    /// <param name="samples">How many are wanted, from the beginning; what was played later does not count.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The reason and what to do, for people; null where each sample would be the one that was heard.</returns>
    public async Task<string?> ObstacleAsync(IEventLog log, SessionKey key, long samples, CancellationToken cancellation)
    {
        if (await OfflineRenderer.OtherEngineAsync(log.ReadAsync(key, 0, cancellation), samples, cancellation) is { } engine)
        {
            return $"Version {engine} of the engine played this session, and this program has version {EngineVersion.Current}: it would make other "
                + "music of the log. Replay it with a program of that version, or say --other-engine to hear this one's.";
        }

        string? here = Recorded?.Fingerprint;
        if (await OfflineRenderer.OtherSamplesAsync(log.ReadAsync(key, 0, cancellation), samples, here, cancellation) is { } played)
        {
            return $"This session was played with {Named(played)}, and here it would be played with {Named(here)}. Set SoundFont to the "
                + "file that played it, or say --other-engine to hear it as it sounds here.";
        }

        if (await OfflineRenderer.MissingDecoderAsync(log.ReadAsync(key, 0, cancellation), samples, Decoders, cancellation) is { } decoder)
        {
            return $"Sounds of this session were made by the decoder {decoder}, which is not in the registry of models here. Add its package, or say "
                + "--other-engine to hear the rules in its place.";
        }

        return null;
    }

    private static string Named(string? samples) =>
        string.IsNullOrEmpty(samples) ? "built-in instruments alone" : $"the SoundFont {samples}";
}
