using SessionService.Audio.Pcm;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;

namespace SessionService.EndToEnd.Tests.Support;

/// <summary>A session as the service left it on disk, read after the service has ended.</summary>
internal sealed class StoredSession(SessionRecord record, IReadOnlyList<LogEntry> log)
{
    public IReadOnlyList<LogEntry> Log => log;

    public static async Task<StoredSession> ReadAsync(string folder, string id, CancellationToken cancellation)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(folder);
        SessionKey key = new(new TenantId("default"), id);
        List<LogEntry> log = [];
        await foreach (LogEntry entry in new SqliteEventLog(database).ReadAsync(key, 0, cancellation))
        {
            log.Add(entry);
        }

        Assert.Null(LogChain.Verify(log));
        return new StoredSession((await new SqliteSessionStore(database).FindAsync(key, cancellation))!, log);
    }

    /// <summary>Holds what a player was sent against a rendering of the log, every sample.</summary>
    public async Task AssertIsWhatWasHeardAsync(Player player, CancellationToken cancellation)
    {
        SessionEngine engine = SessionEngine.For(record, new RuleComposer());
        byte[] replay = new byte[player.EndSample * 4];
        int written = 0;
        await OfflineRenderer.ReplayAsync(
            engine, log.ToAsyncEnumerable(), player.EndSample,
            (mix, _) =>
            {
                Pcm16.ToBytes(mix, replay.AsSpan(written, mix.Length * 2));
                written += mix.Length * 2;
            },
            cancellation: cancellation);
        ReadOnlySpan<byte> heard = player.Pcm.Span;
        ReadOnlySpan<byte> expected = replay.AsSpan((int)player.FirstSample * 4, heard.Length);
        Assert.True(heard.IndexOfAnyExcept((byte)0) >= 0, "The player was sent silence.");
        int common = expected.CommonPrefixLength(heard);
        Assert.True(common == heard.Length, $"The replay differs from what was heard at sample {player.FirstSample + (common / 4)}.");
    }
}
