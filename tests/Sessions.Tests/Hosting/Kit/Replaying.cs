using SessionService.Audio.Pcm;
using SessionService.Inference.Codec;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <summary>What a session's log says was heard.</summary>
internal static class Replaying
{
    /// <summary>Fails where the log gives other samples than a listener got.</summary>
    public static async Task AssertAsync(
        IEventLog log, ISessionStore sessions, SessionKey key, Recording recording, CancellationToken cancellation,
        ISoundDecoders? decoders = null)
    {
        SessionRecord record = (await sessions.FindAsync(key, cancellation))!;
        SessionEngine engine = SessionEngine.For(record, new RuleComposer(), decoders: decoders);
        using var replay = new MemoryStream();
        byte[] bytes = [];

        // 333 samples at a time: the size of a block never changes the sound.
        await OfflineRenderer.ReplayAsync(
            engine, log.ReadAsync(key, 0, cancellation), recording.EndSample,
            (mix, _) =>
            {
                bytes = bytes.Length == mix.Length * 2 ? bytes : new byte[mix.Length * 2];
                Pcm16.ToBytes(mix, bytes);
                replay.Write(bytes);
            },
            block: 333,
            cancellation: cancellation);
        ReadOnlySpan<byte> expected = replay.GetBuffer().AsSpan((int)recording.FirstSample * 4, recording.Pcm.Length);
        int common = expected.CommonPrefixLength(recording.Pcm);
        Assert.True(common == expected.Length, $"Replay differs at sample {recording.FirstSample + (common / 4)}.");
    }
}
