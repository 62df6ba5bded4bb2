using System.Globalization;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>Projects with their history in Redis; the moves are <see cref="ProjectScripts"/>.</summary>
internal sealed class RedisProjectStore(RedisConnection connection, RedisWriter writer, RedisKeys keys, TimeProvider time) : IProjectStore
{
    private static readonly RedisValue[] Fields = ["name", "current", "latest", "revision", "created", "changed"];

    public async Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        RedisResult answer = await WriteAsync(
            ProjectScripts.Create, key, null, [name, mapJson, comment, ProjectHashes.Sha256(mapJson)], cancellation);
        return answer.Length == 0 ? null : Changed(key, answer).Project;
    }

    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default)
    {
        return connection.ReadAsync(database => FindAsync(database, key), cancellation);
    }

    public Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return connection.ReadAsync<IReadOnlyList<ProjectRecord>>(
            async database =>
            {
                RedisValue[] ids = await database.IdsAsync(keys.Projects(tenant), after, limit);
                ProjectRecord?[] found = await Task.WhenAll(ids.Select(id => FindAsync(database, new ProjectKey(tenant, id!))));
                return [.. found.OfType<ProjectRecord>()];
            },
            cancellation);
    }

    public async Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return (int)await connection.ReadAsync(
            database => database.SortedSetLengthAsync(keys.Projects(tenant), flags: CommandFlags.DemandMaster), cancellation);
    }

    public async Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default)
    {
        RedisValue[] values = [mapJson, comment, ProjectHashes.Sha256(mapJson), Limits.VersionsPerProject];
        return Changed(key, await WriteAsync(ProjectScripts.Save, key, expectedRevision, values, cancellation));
    }

    public async Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Changed(key, await WriteAsync(ProjectScripts.Undo, key, expectedRevision, [], cancellation));
    }

    public async Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Changed(key, await WriteAsync(ProjectScripts.Redo, key, expectedRevision, [], cancellation));
    }

    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Changed(key, await WriteAsync(ProjectScripts.Delete, key, expectedRevision, [], cancellation)).Change;
    }

    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default)
    {
        return connection.ReadAsync(database => FindVersionAsync(database, key, version), cancellation);
    }

    public Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default)
    {
        return connection.ReadAsync<IReadOnlyList<ProjectVersion>>(
            async database =>
            {
                RedisValue latest = await database.HashGetAsync(keys.Project(key), "latest", CommandFlags.DemandMaster);
                int from = Math.Min(latest.IsNull ? 0 : (int)latest, (before ?? int.MaxValue) - 1);
                IEnumerable<int> numbers = Enumerable.Range(1, Math.Max(0, from)).Reverse().Take(Math.Max(0, limit));
                ProjectVersion?[] found = await Task.WhenAll(numbers.Select(number => FindVersionAsync(database, key, number)));
                return [.. found.OfType<ProjectVersion>()];
            },
            cancellation);
    }

    private async Task<ProjectVersion?> FindVersionAsync(IDatabase database, ProjectKey key, int version)
    {
        string number = version.ToString(CultureInfo.InvariantCulture);
        RedisValue[] found = await database.HashGetAsync(
            keys.Versions(key), [$"{number}:parent", $"{number}:comment", $"{number}:map", $"{number}:sha256", $"{number}:at"],
            CommandFlags.DemandMaster);
        return found[0].IsNull
            ? null
            : new ProjectVersion(key, version, (int)found[0], found[1]!, found[2]!, found[3]!, found[4].Instant());
    }

    // Two journeys and no script: between them a project may move, then it is read anew.
    private async Task<ProjectRecord?> FindAsync(IDatabase database, ProjectKey key)
    {
        while (true)
        {
            RedisValue[] p = await database.HashGetAsync(keys.Project(key), Fields, CommandFlags.DemandMaster);
            if (p[0].IsNull)
            {
                return null;
            }

            Task<RedisValue> parent = database.HashGetAsync(keys.Versions(key), $"{p[1]}:parent", CommandFlags.DemandMaster);
            Task<long> undone = database.ListLengthAsync(keys.Undone(key), CommandFlags.DemandMaster);
            Task<RedisValue> revision = database.HashGetAsync(keys.Project(key), "revision", CommandFlags.DemandMaster);
            await Task.WhenAll(parent, undone, revision);
            if (await revision == p[3] && !(await parent).IsNull)
            {
                return Record(key, [.. p, await parent, await undone]);
            }
        }
    }

    private Task<RedisResult> WriteAsync(
        RedisScript script, ProjectKey key, long? expectedRevision, RedisValue[] values, CancellationToken cancellation)
    {
        RedisKey[] touched =
        [
            keys.Project(key), keys.Versions(key), keys.Undone(key), keys.Projects(key.Tenant), keys.Operation(key.Tenant, Guid.NewGuid()),
        ];
        RedisValue expected = expectedRevision is { } revision ? revision : string.Empty;
        return writer.WriteAsync(new RedisWrite(script, touched, [key.Id, time.GetUtcNow().UtcTicks, expected, .. values]), cancellation);
    }

    private static (ProjectChange Change, ProjectRecord? Project) Changed(ProjectKey key, RedisResult answer)
    {
        RedisValue[] values = (RedisValue[])answer!;
        return ((ProjectChange)(int)values[0], values.Length == 1 ? null : Record(key, values.AsSpan(1)));
    }

    private static ProjectRecord Record(ProjectKey key, ReadOnlySpan<RedisValue> p)
    {
        return new ProjectRecord(
            key, p[0]!, (int)p[1], (int)p[2], (int)p[6] > 0, (long)p[7] > 0, (long)p[3], p[4].Instant(), p[5].Instant());
    }
}
