using System.Text.Json.Serialization;
using SessionService.Music.Performance;
using SessionService.Sessions;

namespace SessionService.Api.Sockets;

/// <summary>A stream of audio by its index in audio frames.</summary>
internal sealed record StreamInfo(int Index, string Name);

/// <summary>The first frame.</summary>
internal sealed record WelcomeFrame(
    string Type, string Protocol, string Session, string Scope, int SampleRate, int Channels, string Format,
    IReadOnlyList<StreamInfo> Streams, long FirstSample, bool Resumed, SessionState State);

/// <summary><c>ack</c> and <c>cue</c>.</summary>
internal sealed record AckFrame(
    string Type, string Id, CommandStatus Status, long AtSample, IReadOnlyList<Cue> Cues, double? PredictedDelayMs,
    string? Reason, IReadOnlyList<string> Superseded)
{
    /// <summary>The frame of an acknowledgement.</summary>
    public static AckFrame Of(string type, Acknowledgement answer, double? predictedDelayMs) => new(
        type, answer.Id, answer.Status, answer.AtSample, answer.Cues, predictedDelayMs, answer.Reason, answer.Superseded);
}

/// <summary>A beat.</summary>
internal sealed record BeatFrame(string Type, long Sample, int Bar, int Beat, string Scene, string Chord, double Bpm);

/// <summary>Words for what is heard.</summary>
internal sealed record CaptionFrame(string Type, long Sample, string Text);

/// <summary>The session's state.</summary>
internal sealed record StateFrame(string Type, SessionState State);

/// <summary>How the session does.</summary>
internal sealed record StatsFrame(
    string Type, double LeadMs, int Listeners, long RenderedSamples, double CpuMs, long LateCues, long DeadlineMisses,
    long ModelBars, long RuleBars);

/// <summary>A cue that sounded later than acknowledged.</summary>
internal sealed record LateFrame(string Type, string Id, Cue Cue, long LateBySamples);

/// <summary>Audio that this listener does not get.</summary>
internal sealed record SkippedFrame(string Type, long FromSample, long ToSample);

/// <summary>Answer to a ping.</summary>
internal sealed record PongFrame(string Type, double T, long Sample);

/// <summary>A frame that could not be taken.</summary>
internal sealed record ErrorFrame(
    string Type, string Code, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path);

/// <summary>Why the socket closes.</summary>
internal sealed record ClosingFrame(string Type, string Reason);

/// <summary>An enumeration in snake_case, for source-generated serialisation.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower, false)
    where T : struct, Enum;

/// <summary>Serialisation of every frame, generated at compile time: frames are the hot part.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Default,
    Converters = [typeof(SnakeCaseEnum<CommandStatus>), typeof(SnakeCaseEnum<CueKind>)])]
[JsonSerializable(typeof(WelcomeFrame))]
[JsonSerializable(typeof(AckFrame))]
[JsonSerializable(typeof(BeatFrame))]
[JsonSerializable(typeof(CaptionFrame))]
[JsonSerializable(typeof(StateFrame))]
[JsonSerializable(typeof(StatsFrame))]
[JsonSerializable(typeof(LateFrame))]
[JsonSerializable(typeof(SkippedFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(ClosingFrame))]
internal sealed partial class FrameJson : JsonSerializerContext;
