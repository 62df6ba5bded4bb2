using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Tests.Fakes;

/// <summary>Keys and secrets in memory.</summary>
internal sealed class FakeCredentialStore : ICredentialStore
{
    private readonly ConcurrentDictionary<string, ApiKeyRecord> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);

    public Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellation = default) =>
        Task.FromResult(_keys.GetValueOrDefault(id));

    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellation = default)
    {
        _keys[key.Id] = key;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<ApiKeyRecord>>(
            [.. _keys.Values.Where(key => tenant is null || key.Tenant == tenant).OrderBy(key => key.CreatedAt)]);

    public Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (!_keys.TryGetValue(id, out ApiKeyRecord? key) || key.Tenant != tenant)
        {
            return Task.FromResult(false);
        }

        _keys[id] = key with { RevokedAt = at };
        return Task.FromResult(true);
    }

    public Task<ReadOnlyMemory<byte>> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellation = default) =>
        Task.FromResult<ReadOnlyMemory<byte>>(_secrets.GetOrAdd(name, _ => RandomNumberGenerator.GetBytes(bytes)));
}

/// <summary>Projects in memory, after the rules of the port.</summary>
internal sealed class FakeProjectStore : IProjectStore
{
    private readonly Dictionary<ProjectKey, Project> _projects = [];

    public Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        Project project = new(key, name);
        if (!_projects.TryAdd(key, project))
        {
            return Task.FromResult<ProjectRecord?>(null);
        }

        project.Add(mapJson, comment);
        return Task.FromResult<ProjectRecord?>(project.Record());
    }

    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default) =>
        Task.FromResult(_projects.GetValueOrDefault(key)?.Record());

    public Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<ProjectRecord>>([.. _projects.Values.Select(project => project.Record())
            .Where(record => record.Key.Tenant == tenant && string.CompareOrdinal(record.Key.Id, after) > 0)
            .OrderBy(record => record.Key.Id, StringComparer.Ordinal).Take(limit)]);

    public Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Task.FromResult(_projects.Keys.Count(key => key.Tenant == tenant));

    public Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default) =>
        ChangeAsync(key, expectedRevision, project =>
        {
            project.Undone.Clear();
            project.Add(mapJson, comment);
            return true;
        });

    public Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default) =>
        ChangeAsync(key, expectedRevision, project => project.Undo());

    public Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default) =>
        ChangeAsync(key, expectedRevision, project => project.Redo());

    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default) =>
        Task.FromResult(_projects.GetValueOrDefault(key)?.Versions.Find(candidate => candidate.Version == version));

    public Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<ProjectVersion>>(_projects.TryGetValue(key, out Project? project)
            ? [.. project.Versions.Where(version => before is null || version.Version < before)
                .OrderByDescending(version => version.Version).Take(limit)]
            : []);

    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        (ProjectChange change, _) = await ChangeAsync(key, expectedRevision, _ => true);
        if (change == ProjectChange.Done)
        {
            _projects.Remove(key);
        }

        return change;
    }

    private Task<(ProjectChange Change, ProjectRecord? Project)> ChangeAsync(
        ProjectKey key, long? expected, Func<Project, bool> change)
    {
        if (!_projects.TryGetValue(key, out Project? project))
        {
            return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.NotFound, null));
        }

        if (expected is { } revision && revision != project.Revision)
        {
            return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.Conflict, null));
        }

        if (!change(project))
        {
            return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.Nothing, null));
        }

        project.Revision++;
        return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.Done, project.Record()));
    }

    private sealed class Project(ProjectKey key, string name)
    {
        public List<ProjectVersion> Versions { get; } = [];

        public Stack<int> Undone { get; } = new();

        public int Current { get; private set; }

        public long Revision { get; set; } = 1;

        public void Add(string mapJson, string comment)
        {
            int version = Versions.Count + 1;
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mapJson)));
            Versions.Add(new ProjectVersion(key, version, Current, comment, mapJson, hash, DateTimeOffset.UnixEpoch));
            Current = version;
        }

        public bool Undo()
        {
            int parent = Versions[Current - 1].Parent;
            if (parent == 0)
            {
                return false;
            }

            Undone.Push(Current);
            Current = parent;
            return true;
        }

        public bool Redo()
        {
            bool can = Undone.TryPop(out int version);
            Current = can ? version : Current;
            return can;
        }

        public ProjectRecord Record() => new(
            key, name, Current, Versions.Count, Versions[Current - 1].Parent > 0, Undone.Count > 0, Revision,
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
    }
}

/// <summary>The register of sessions in memory.</summary>
internal sealed class FakeSessionStore : ISessionStore
{
    private readonly ConcurrentDictionary<SessionKey, SessionRecord> _sessions = new();

    public Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default) =>
        Task.FromResult(_sessions.TryAdd(record.Key, record));

    public Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default) =>
        Task.FromResult(_sessions.GetValueOrDefault(key));

    public Task<IReadOnlyList<SessionRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<SessionRecord>>([.. _sessions.Values
            .Where(record => record.Key.Tenant == tenant && string.CompareOrdinal(record.Key.Id, after) > 0)
            .OrderBy(record => record.Key.Id, StringComparer.Ordinal).Take(limit)]);

    public Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default) =>
        Task.FromResult(_sessions.Values.Count(record => record.Key.Tenant == tenant && record.ClosedAt is null));

    public Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (_sessions.TryGetValue(key, out SessionRecord? record))
        {
            _sessions[key] = record with { ClosedAt = record.ClosedAt ?? at };
        }

        return Task.CompletedTask;
    }
}

/// <summary>Accounts in memory.</summary>
internal sealed class FakeUsageStore : IUsageStore
{
    private readonly List<UsageRecord> _records = [];

    public Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default)
    {
        _records.AddRange(records);
        return Task.CompletedTask;
    }

    public Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        UsageRecord[] found = [.. _records.Where(record => record.Session.Tenant == tenant
            && (session is null || record.Session.Id == session) && record.At >= from && record.At < to)];
        return Task.FromResult(new UsageRecord(
            new SessionKey(tenant, session ?? ""), to, found.Sum(r => r.RenderedSamples), found.Sum(r => r.ListenedSamples),
            found.Sum(r => r.CpuMicroseconds), found.Sum(r => r.BytesSent), found.Sum(r => r.Commands), found.Sum(r => r.LateCues),
            found.Sum(r => r.ModelCpuMicroseconds), found.Sum(r => r.ModelAcceleratorMicroseconds), found.Sum(r => r.ModelTokens)));
    }
}

/// <summary>Kept answers in memory; can be made to refuse writes.</summary>
internal sealed class FakeIdempotencyStore : IIdempotencyStore
{
    private readonly ConcurrentDictionary<(TenantId, string), KeptAnswer> _answers = new();

    public bool Full { get; set; }

    public Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default) =>
        Task.FromResult(_answers.GetValueOrDefault((tenant, key)));

    public Task KeepAsync(
        TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (Full)
        {
            throw new StoreUnavailableException("The disk is full.");
        }

        _answers.TryAdd((tenant, key), answer);
        return Task.CompletedTask;
    }
}
