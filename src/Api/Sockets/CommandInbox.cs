using System.Diagnostics;
using System.Threading.Channels;
using SessionService.Api.Telemetry;
using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Sockets;

/// <summary>
/// Commands of one socket on their way to the session. What arrives while a batch becomes durable makes the next batch,
/// so a burst costs few commits and a lone command waits for nothing. Order is kept; one batch is under way at a time.
/// </summary>
internal sealed class CommandInbox(
    ISessionHost host, SessionKey session, SocketReplies replies, OwnCommands own, TimeProvider time, ApiMetrics metrics)
{
    private readonly Channel<(Command Command, long Arrived)> _queue = Channel.CreateBounded<(Command, long)>(
        new BoundedChannelOptions(Limits.SocketInbox) { SingleReader = true, SingleWriter = true });

    private readonly ActivityContext _socket = Activity.Current?.Context ?? default;

    /// <summary>Queues a command; waits for room. False after the end.</summary>
    public async ValueTask<bool> AddAsync(Command command)
    {
        (Command, long) item = (command, time.GetTimestamp());
        while (!_queue.Writer.TryWrite(item))
        {
            if (!await _queue.Writer.WaitToWriteAsync())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>No more commands come; those received are still applied.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Hands commands over until completed.</summary>
    public async Task RunAsync()
    {
        List<Command> batch = new(Limits.CommandsPerSubmit);
        List<long> arrived = new(Limits.CommandsPerSubmit);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            arrived.Clear();
            while (batch.Count < Limits.CommandsPerSubmit && _queue.Reader.TryRead(out (Command Command, long Arrived) item))
            {
                own.Add(item.Command.Id);
                batch.Add(item.Command);
                arrived.Add(item.Arrived);
            }

            await SubmitAsync(batch, arrived);
        }
    }

    private async Task SubmitAsync(List<Command> batch, List<long> arrived)
    {
        using Activity? activity = ApiTraces.Commands(session, batch.Count, _socket);
        Outcome<IReadOnlyList<SubmittedCommand>> outcome =
            await host.SubmitAsync(session, batch.ToArray(), CancellationToken.None);
        if (outcome.Refusal is { } refusal)
        {
            (string code, string detail) = Describe(refusal);
            foreach (Command command in batch)
            {
                await replies.AddAsync(Frames.Error(code, detail, command.Id));
            }

            return;
        }

        IReadOnlyList<SubmittedCommand> answers = outcome.Value!;
        for (int i = 0; i < answers.Count; i++)
        {
            await replies.AddAsync(Frames.Ack(answers[i]));
            metrics.Acknowledged(answers[i].Acknowledgement.Status, time.GetElapsedTime(arrived[i]));
        }
    }

    private static (string Code, string Detail) Describe(Refusal refusal) => refusal switch
    {
        Refusal.Gone => ("session_closed", "The session is closed."),
        Refusal.NotFound => ("not_found", "There is no such session."),
        Refusal.Full => ("limit_reached", "A limit is reached."),
        Refusal.Invalid => ("invalid_command", "The command is wrong."),
        _ => ("unavailable", "Nothing was applied; send the command again."),
    };
}
