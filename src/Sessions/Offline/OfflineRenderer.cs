using SessionService.Inference.Parts;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Offline;

/// <summary>Takes rendered audio as it comes.</summary>
/// <param name="mix">Interleaved stereo.</param>
/// <param name="stems">Empty, or the stems, one after the other, each as long as the mix.</param>
public delegate void AudioSink(ReadOnlySpan<float> mix, ReadOnlySpan<float> stems);

/// <summary>
/// Renders without a server, as fast as the machine can: a recorded visit, or the replay of a session's log. It drives the
/// same <see cref="SessionEngine"/> as live playing does.
/// </summary>
public static class OfflineRenderer
{
    /// <summary>Samples rendered at a time where nothing else ends a block: 20 ms.</summary>
    public const int DefaultBlock = 960;

    /// <summary>Renders a recorded visit.</summary>
    /// <param name="engine">A new engine.</param>
    /// <param name="commands">Commands in order of time; those at or after the end are not applied.</param>
    /// <param name="samples">Length in samples per channel.</param>
    /// <param name="withStems">Whether the sink wants stems.</param>
    /// <param name="sink">Takes the audio.</param>
    /// <param name="block">Largest number of samples rendered at a time; never changes the sound.</param>
    /// <param name="writer">Writes the layers that are a model's; null leaves them to the rules.</param>
    /// <returns>The answers to the commands, in order.</returns>
    public static IReadOnlyList<(TimedCommand Command, Acknowledgement Answer)> Render(
        SessionEngine engine, IReadOnlyList<TimedCommand> commands, long samples, bool withStems, AudioSink sink,
        int block = DefaultBlock, IPartWriter? writer = null)
    {
        List<(TimedCommand, Acknowledgement)> answers = [];
        var output = new BlockOutput(engine, withStems, sink, block, writer is null ? null : new OfflineWriter(writer));
        foreach (TimedCommand command in commands)
        {
            if (command.AtSample >= samples)
            {
                break;
            }

            output.RenderTo(command.AtSample);
            answers.Add((command, engine.Apply(command.Command)));
        }

        output.HandOut(samples);
        return answers;
    }

    /// <summary>
    /// The first version of the engine, other than this one, that played a part of a log before <paramref name="samples"/>;
    /// null where this one played all of it, so that a replay gives the very samples that were heard.
    /// </summary>
    /// <param name="log">The session's log, whole and in order.</param>
    /// <param name="samples">End of the part that matters, samples per channel.</param>
    /// <param name="cancellation">Stops between entries.</param>
    public static async Task<int?> OtherEngineAsync(
        IAsyncEnumerable<LogEntry> log, long samples, CancellationToken cancellation = default)
    {
        await foreach (LogEntry entry in log.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (entry.AtSample < samples && LogReplay.EngineOf(entry) is { } engine && engine != EngineVersion.Current)
            {
                return engine;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether other recorded instruments than these played a part of a log before <paramref name="samples"/>, so that a replay
    /// would not give the samples that were heard.
    /// </summary>
    /// <param name="log">The session's log, whole and in order.</param>
    /// <param name="samples">End of the part that matters, samples per channel.</param>
    /// <param name="own">What the recorded instruments are here, see <see cref="SessionEngine.Samples"/>; null for none.</param>
    /// <param name="cancellation">Stops between entries.</param>
    /// <returns>Null where there are no others; else what they were, empty for built-in ones.</returns>
    public static async Task<string?> OtherSamplesAsync(
        IAsyncEnumerable<LogEntry> log, long samples, string? own, CancellationToken cancellation = default)
    {
        await foreach (LogEntry entry in log.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (entry.AtSample < samples && LogReplay.SamplesOf(entry) is { Says: true } said
                && !string.Equals(said.Samples, own, StringComparison.Ordinal))
            {
                return said.Samples ?? string.Empty;
            }
        }

        return null;
    }

    /// <summary>
    /// Renders what a session played, from its log. Samples that were skipped after a crash were never heard; they are
    /// rendered as if nothing had happened up to the entry that resumed.
    /// </summary>
    /// <param name="engine">A new engine of the session's first map and seed.</param>
    /// <param name="log">The session's log, whole and in order.</param>
    /// <param name="samples">Length in samples per channel.</param>
    /// <param name="sink">Takes the audio.</param>
    /// <param name="block">Largest number of samples rendered at a time; never changes the sound.</param>
    /// <param name="withStems">Whether the sink wants stems.</param>
    /// <param name="cancellation">Stops between entries.</param>
    public static async Task ReplayAsync(
        SessionEngine engine, IAsyncEnumerable<LogEntry> log, long samples, AudioSink sink,
        int block = DefaultBlock, bool withStems = false, CancellationToken cancellation = default)
    {
        var output = new BlockOutput(engine, withStems, sink, block);
        await foreach (LogEntry entry in log.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (entry.AtSample >= samples + SessionEngine.LookAhead)
            {
                break;
            }

            output.RenderTo(entry.AtSample);
            LogReplay.Apply(engine, entry, rendering: true);
        }

        output.HandOut(samples);
    }
}
