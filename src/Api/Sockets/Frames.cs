using System.Runtime.CompilerServices;
using System.Text.Json;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Sockets;

/// <summary>Makes the bytes of JSON frames.</summary>
internal static class Frames
{
    // A notice is one object handed to every listener; its bytes are made once and die with it.
    private static readonly ConditionalWeakTable<ListenerItem, byte[]> Made = [];

    /// <summary>The frame of a notice.</summary>
    public static byte[] OfNotice(ListenerItem notice) => Made.GetValue(notice, Make);

    /// <summary>The answer to a command.</summary>
    public static byte[] Ack(SubmittedCommand answer) => JsonSerializer.SerializeToUtf8Bytes(
        AckFrame.Of("ack", answer.Acknowledgement, answer.PredictedDelayMs), FrameJson.Default.AckFrame);

    /// <summary>The first frame.</summary>
    public static byte[] Welcome(WelcomeFrame frame) =>
        JsonSerializer.SerializeToUtf8Bytes(frame, FrameJson.Default.WelcomeFrame);

    /// <summary>The answer to a ping.</summary>
    public static byte[] Pong(double t, long sample) =>
        JsonSerializer.SerializeToUtf8Bytes(new PongFrame("pong", t, sample), FrameJson.Default.PongFrame);

    /// <summary>A frame that could not be taken.</summary>
    public static byte[] Error(string code, string detail, string? id = null, string? path = null) =>
        JsonSerializer.SerializeToUtf8Bytes(new ErrorFrame("error", code, detail, id, path), FrameJson.Default.ErrorFrame);

    /// <summary>The last frame.</summary>
    public static byte[] Closing(string reason) =>
        JsonSerializer.SerializeToUtf8Bytes(new ClosingFrame("closing", reason), FrameJson.Default.ClosingFrame);

    private static byte[] Make(ListenerItem notice) => notice switch
    {
        BeatNotice n => JsonSerializer.SerializeToUtf8Bytes(
            new BeatFrame("beat", n.Sample, n.Bar, n.Beat, n.Scene, n.Chord, n.Bpm), FrameJson.Default.BeatFrame),
        CaptionNotice n => JsonSerializer.SerializeToUtf8Bytes(
            new CaptionFrame("caption", n.Sample, n.Text), FrameJson.Default.CaptionFrame),
        CueNotice n => JsonSerializer.SerializeToUtf8Bytes(
            AckFrame.Of("cue", n.Acknowledgement, null), FrameJson.Default.AckFrame),
        StateNotice n => JsonSerializer.SerializeToUtf8Bytes(new StateFrame("state", n.State), FrameJson.Default.StateFrame),
        LateNotice n => JsonSerializer.SerializeToUtf8Bytes(
            new LateFrame("late", n.Id, n.Cue, n.LateBySamples), FrameJson.Default.LateFrame),
        SkippedNotice n => JsonSerializer.SerializeToUtf8Bytes(
            new SkippedFrame("skipped", n.FromSample, n.ToSample), FrameJson.Default.SkippedFrame),
        StatsNotice n => JsonSerializer.SerializeToUtf8Bytes(
            new StatsFrame(
                "stats", n.LeadMs, n.Listeners, n.RenderedSamples, n.CpuMs, n.LateCues, n.DeadlineMisses, n.ModelBars, n.RuleBars),
            FrameJson.Default.StatsFrame),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice, "Not a notice with a frame."),
    };
}
