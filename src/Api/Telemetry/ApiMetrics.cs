using System.Diagnostics.Metrics;
using SessionService.Music.Performance;

namespace SessionService.Api.Telemetry;

/// <summary>What the service's edge counts; the meter is <c>SessionService.Api</c>.</summary>
internal sealed class ApiMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SessionService.Api";

    private readonly UpDownCounter<long> _sockets;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _acknowledged;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _rateLimited;
    private readonly Histogram<double> _buffered;
    private readonly Counter<double> _underruns;
    private readonly Counter<long> _closed;

    /// <summary>Creates the instruments.</summary>
    public ApiMetrics(IMeterFactory factory)
    {
        Meter meter = factory.Create(MeterName);
        _sockets = meter.CreateUpDownCounter<long>("sessionservice.sockets", "{socket}", "Open sockets.");
        _closed = meter.CreateCounter<long>("sessionservice.sockets.closed", "{socket}", "Closed sockets by closing code.");
        _bytes = meter.CreateCounter<long>("sessionservice.sockets.sent", "By", "Bytes of frames sent.");
        _commands = meter.CreateCounter<long>("sessionservice.commands", "{command}", "Commands answered, by status.");
        _acknowledged = meter.CreateHistogram<double>(
            "sessionservice.commands.duration", "s", "From a command's arrival to its answer.");
        _refused = meter.CreateCounter<long>("sessionservice.frames.refused", "{frame}", "Frames refused, by code.");
        _rateLimited = meter.CreateCounter<long>("sessionservice.rate_limited", "{request}", "Requests refused for their rate.");
        _buffered = meter.CreateHistogram<double>("sessionservice.player.buffered", "ms", "Audio players hold, as they report.");
        _underruns = meter.CreateCounter<double>("sessionservice.player.underruns", "{underrun}", "Underruns players report.");
    }

    /// <summary>A socket opened.</summary>
    public void SocketOpened() => _sockets.Add(1);

    /// <summary>A socket closed.</summary>
    /// <param name="code">Closing code; 0 where the client had vanished.</param>
    public void SocketClosed(int code)
    {
        _sockets.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("code", code));
    }

    /// <summary>A frame was sent.</summary>
    public void Sent(int bytes) => _bytes.Add(bytes);

    /// <summary>A command was answered.</summary>
    public void Acknowledged(CommandStatus status, TimeSpan took)
    {
        _commands.Add(1, new KeyValuePair<string, object?>("status", status));
        _acknowledged.Record(took.TotalSeconds);
    }

    /// <summary>A frame was refused.</summary>
    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>Something was refused for its rate.</summary>
    public void RateLimited(string door) => _rateLimited.Add(1, new KeyValuePair<string, object?>("door", door));

    /// <summary>A player said how it does.</summary>
    public void PlayerReported(double? bufferedMs, double? underruns)
    {
        if (bufferedMs is { } buffered)
        {
            _buffered.Record(buffered);
        }

        if (underruns is > 0)
        {
            _underruns.Add(underruns.Value);
        }
    }
}
