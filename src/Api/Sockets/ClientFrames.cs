using System.Text.Json;
using SessionService.Api.Commands;
using SessionService.Api.Json;
using SessionService.Api.Telemetry;
using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Sockets;

/// <summary>
/// Takes the text frames of one client: checks them, answers pings, and passes commands on. A wrong frame is answered
/// with an <c>error</c> frame; too many in a row end the socket.
/// </summary>
internal sealed class ClientFrames(
    ISessionHost host, SessionKey session, bool mayControl, CommandRates rates, CommandInbox inbox, SocketReplies replies,
    ApiMetrics metrics)
{
    private int _faults;
    private int _refusals;

    /// <summary>Takes one frame.</summary>
    /// <returns>Why the socket must end, or null to go on.</returns>
    public async ValueTask<SocketEnd?> TakeAsync(ReadOnlyMemory<byte> text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, ApiJson.Document);
        }
        catch (JsonException e)
        {
            return await RefuseAsync("malformed_json", e.Message, null, null);
        }

        using (document)
        {
            JsonElement json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object)
            {
                return await RefuseAsync("invalid_frame", "Expected an object.", null, "");
            }

            return CommandReader.TypeOf(json) switch
            {
                "ping" => await PingAsync(json),
                "report" => await ReportAsync(json),
                _ => await CommandAsync(json),
            };
        }
    }

    private async ValueTask<SocketEnd?> CommandAsync(JsonElement json)
    {
        List<Fault> faults = [];
        Command? command = CommandReader.Read(json, "", faults);
        if (command is null)
        {
            return await RefuseAsync(
                "invalid_command", faults[0].Message, CommandReader.IdOf(json), faults[0].Path);
        }

        if (!mayControl)
        {
            return await RefuseAsync("read_only", "The token allows listening only.", command.Id, null);
        }

        if (rates.Take(session, 1) is not null)
        {
            metrics.RateLimited("socket");
            await replies.AddAsync(Frames.Error("rate_limited", "Too many commands; nothing was applied.", command.Id));
            return ++_refusals >= Limits.SocketRefusals ? SocketEnd.TooManyCommands : null;
        }

        _faults = 0;
        _refusals = 0;
        await inbox.AddAsync(command);
        return null;
    }

    private async ValueTask<SocketEnd?> PingAsync(JsonElement json)
    {
        List<Fault> faults = [];
        FieldReader fields = new(json, "", faults);
        double? t = fields.Number("t", required: true);
        fields.RefuseOthers("type");
        if (faults.Count > 0)
        {
            return await RefuseAsync("invalid_frame", faults[0].Message, null, faults[0].Path);
        }

        if (rates.Take(session, 1) is not null)
        {
            metrics.RateLimited("socket");
            return ++_refusals >= Limits.SocketRefusals ? SocketEnd.TooManyCommands : null;
        }

        Outcome<SessionState> state = await host.StateAsync(session, CancellationToken.None);
        if (state.Refusal is null)
        {
            await replies.AddAsync(Frames.Pong(t!.Value, state.Value!.Sample));
        }

        return null;
    }

    private async ValueTask<SocketEnd?> ReportAsync(JsonElement json)
    {
        List<Fault> faults = [];
        FieldReader fields = new(json, "", faults);
        fields.Number("played_to", required: false, 0, long.MaxValue);
        double? buffered = fields.Number("buffered_ms", required: false, 0, Limits.LongestSpanMs);
        double? underruns = fields.Number("underruns", required: false, 0, int.MaxValue);
        fields.RefuseOthers("type");
        if (faults.Count > 0)
        {
            return await RefuseAsync("invalid_frame", faults[0].Message, null, faults[0].Path);
        }

        metrics.PlayerReported(buffered, underruns);
        return null;
    }

    private async ValueTask<SocketEnd?> RefuseAsync(string code, string detail, string? id, string? path)
    {
        metrics.Refused(code);
        await replies.AddAsync(Frames.Error(code, detail, id, path));
        return ++_faults >= Limits.SocketFaults ? SocketEnd.TooManyFaults : null;
    }
}
