using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>Where logs lie that were moved.</summary>
internal sealed class RedisLogArchive(RedisConnection connection, RedisWriter writer, RedisKeys keys) : ILogArchive
{
    private static readonly RedisValue[] Fields = ["sha256", "bytes", "entries", "hash"];

    public Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default)
    {
        return connection.ReadAsync<IReadOnlyList<SessionKey>>(
            async database =>
            {
                List<SessionKey> found = [];
                foreach (RedisValue name in await database.SetMembersAsync(keys.Tenants, CommandFlags.DemandMaster))
                {
                    var tenant = new TenantId(name!);
                    RedisValue[] ids = await database.SortedSetRangeByScoreAsync(
                        keys.ClosedSessions(tenant), double.NegativeInfinity, before.Milliseconds(), Exclude.Stop, Order.Ascending, 0,
                        limit - found.Count, CommandFlags.DemandMaster);
                    found.AddRange(ids.Select(id => new SessionKey(tenant, id!)));
                    if (found.Count >= limit)
                    {
                        break;
                    }
                }

                return found;
            },
            cancellation);
    }

    public async Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default)
    {
        RedisValue[] found = await connection.ReadAsync(
            database => database.HashGetAsync(keys.Moved(session), Fields, CommandFlags.DemandMaster), cancellation);
        return found[0].IsNull ? null : new ArchivedLog(found[0]!, (long)found[1], (long)found[2], (byte[])found[3]!);
    }

    public async Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default)
    {
        RedisValue[] values = [archived.Sha256, archived.Bytes, archived.Entries, archived.LastHash];
        if (!(bool)await writer.WriteAsync(
            new RedisWrite(LogScripts.Move, [keys.Log(session), keys.Moved(session)], values), cancellation))
        {
            throw LogRules.NotTheEnd(session, archived);
        }

        // In another slot. Where it is missed, the session is listed once more and comes here again.
        await writer.WriteAsync(
            new RedisWrite(SessionScripts.Moved, [keys.ClosedSessions(session.Tenant)], [session.Id]), cancellation);
    }
}
