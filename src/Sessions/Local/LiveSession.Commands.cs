using SessionService.Music.Adaptation;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Local;

/// <content>Commands: decided at once, answered when durable.</content>
internal sealed partial class LiveSession
{
    /// <summary>Applies commands in order.</summary>
    /// <returns>One answer each, once they are durable; null where the session has ended and must be loaded anew.</returns>
    /// <exception cref="StoreUnavailableException">The log refused; nothing was acknowledged.</exception>
    public async Task<IReadOnlyList<SubmittedCommand>?> SubmitAsync(IReadOnlyList<Command> commands)
    {
        var answers = new SubmittedCommand[commands.Count];
        Task durable;
        long sequence;
        lock (gate)
        {
            if (Still)
            {
                return null;
            }

            Touch();
            var entries = new List<LogEntry>(commands.Count);
            for (int i = 0; i < commands.Count; i++)
            {
                answers[i] = Answer(engine.Apply(commands[i]));
                Note(answers[i].Acknowledgement, LogKinds.Command, () => LogJson.WriteCommand(commands[i]), entries);
            }

            // Only repeats: their first answers may still be on the way to the disk.
            durable = entries.Count > 0 ? AppendLocked(entries) : lastAppend;
            sequence = tail.Sequence;
            usage.Commands(entries.Count);
        }

        await FinishAsync(durable, sequence).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Moves to another version of the project at the next bar line.</summary>
    /// <returns>The answer, once durable; null where the session has ended and must be loaded anew.</returns>
    /// <exception cref="StoreUnavailableException">The log refused; nothing was acknowledged.</exception>
    public async Task<SubmittedCommand?> MoveToAsync(string commandId, int version, AdaptiveMap map, string mapJson)
    {
        SubmittedCommand answer;
        Task durable;
        long sequence;
        lock (gate)
        {
            if (Still)
            {
                return null;
            }

            Touch();
            var entries = new List<LogEntry>(1);
            answer = Answer(engine.MoveTo(commandId, version, map));
            Note(
                answer.Acknowledgement, LogKinds.Version,
                () => LogJson.Write(new VersionPayload(commandId, version, mapJson)), entries);
            durable = AppendLocked(entries);
            sequence = tail.Sequence;
        }

        await FinishAsync(durable, sequence).ConfigureAwait(false);
        return answer;
    }

    private void Note(Acknowledgement answer, string kind, Func<byte[]> payload, List<LogEntry> entries)
    {
        if (answer.Status == CommandStatus.Duplicate)
        {
            return;
        }

        LogEntry entry = tail.Next(kind, answer.AtSample, surroundings.Time.GetUtcNow(), payload());
        entries.Add(entry);
        cues.Add(answer);
        outbound.Add(entry.Sequence, new CueNotice(answer));
        stateChanged = true;
    }

    private SubmittedCommand Answer(Acknowledgement answer)
    {
        double? delay = clock.Running && answer.Cues.Count > 0
            ? Math.Max(0, answer.Cues[0].Sample - clock.Live()) * 1000.0 / Music.Time.MusicalTime.SampleRate
            : null;
        return new SubmittedCommand(answer, delay);
    }

    // Called under the gate: the store keeps the order in which appends are asked for.
    private Task AppendLocked(IReadOnlyList<LogEntry> entries) =>
        lastAppend = surroundings.Log.AppendAsync(Record.Key, entries);

    private async Task FinishAsync(Task durable, long sequence)
    {
        try
        {
            await durable.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or LogConflictException)
        {
            // The engine has taken commands that the log has not: only the log is right.
            Fault(fault);
            throw fault as StoreUnavailableException
                ?? new StoreUnavailableException("The session is written by another process; try again.", fault);
        }

        lock (gate)
        {
            outbound.MarkDurable(sequence);
            if (!ended)
            {
                outbound.Flush(fanOut);
            }
        }
    }
}
