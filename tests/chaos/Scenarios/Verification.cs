using System.Text.Json;
using SessionService.Audio.Pcm;
using SessionService.Chaos.Listening;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Storage.Redis;

namespace SessionService.Chaos.Scenarios;

/// <summary>Holds what visitors were told and sent against what is stored.</summary>
internal static class Verification
{
    /// <summary>Acknowledged commands that are in no log, chains that are broken, and samples that differ from a replay.</summary>
    public static async Task<(int Lost, int Broken, long Compared, long Different)> CheckAsync(string redis, IReadOnlyList<Visitor> visitors)
    {
        await using RedisStores stores = await RedisStores.OpenAsync(new RedisOptions(redis) { Prefix = "sessionservice" });
        int lost = 0;
        int broken = 0;
        long compared = 0;
        long different = 0;
        foreach (Visitor visitor in visitors)
        {
            var key = new SessionKey(new TenantId("default"), visitor.Session);
            List<LogEntry> log = [];
            await foreach (LogEntry entry in stores.Log.ReadAsync(key, 0))
            {
                log.Add(entry);
            }

            broken += LogChain.Verify(log) is null ? 0 : 1;
            HashSet<string> stored = [.. log.Where(entry => entry.Kind == "command").Select(Id)];
            lost += visitor.Commands.Acknowledged.Count(id => !stored.Contains(id));
            if (visitor.Recording is { } recording)
            {
                SessionRecord record = (await stores.Sessions.FindAsync(key))!;
                (long samples, long wrong) = await CompareAsync(record, log, recording);
                compared += samples;
                different += wrong;
            }
        }

        return (lost, broken, compared, different);
    }

    private static string Id(LogEntry entry)
    {
        using JsonDocument payload = JsonDocument.Parse(entry.Payload);
        return payload.RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<(long Compared, long Different)> CompareAsync(SessionRecord record, List<LogEntry> log, Recording recording)
    {
        (long First, ReadOnlyMemory<byte> Pcm)[] runs = [.. recording.Runs];
        if (runs.Length == 0)
        {
            return (0, 0);
        }

        long end = runs.Max(run => run.First + (run.Pcm.Length / 4));
        byte[] replay = new byte[end * 4];
        int written = 0;
        await OfflineRenderer.ReplayAsync(SessionEngine.For(record, new RuleComposer()), log.ToAsyncEnumerable(), end, (mix, _) =>
        {
            Pcm16.ToBytes(mix, replay.AsSpan(written, mix.Length * 2));
            written += mix.Length * 2;
        });
        long different = 0;
        foreach ((long first, ReadOnlyMemory<byte> pcm) in runs)
        {
            ReadOnlySpan<byte> expected = replay.AsSpan((int)(first * 4), pcm.Length);
            for (int i = 0; i < pcm.Length; i += 4)
            {
                different += expected.Slice(i, 4).SequenceEqual(pcm.Span.Slice(i, 4)) ? 0 : 1;
            }
        }

        return (runs.Sum(run => (long)run.Pcm.Length / 4), different);
    }
}
