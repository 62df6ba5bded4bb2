using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Memory;

/// <summary>Projects with history in memory.</summary>
/// <param name="time">The clock of dates; the system's where null.</param>
public sealed class MemoryProjectStore(TimeProvider? time = null) : IProjectStore
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Dictionary<ProjectKey, Project> _projects = [];

    /// <inheritdoc/>
    public Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_projects.ContainsKey(key))
            {
                return Task.FromResult<ProjectRecord?>(null);
            }

            var project = new Project(key, name, _time.GetUtcNow());
            project.Save(mapJson, comment, project.CreatedAt);
            _projects.Add(key, project);
            return Task.FromResult<ProjectRecord?>(project.Record());
        }
    }

    /// <inheritdoc/>
    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_projects.GetValueOrDefault(key)?.Record());
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ProjectRecord>>(
            [
                .. _projects.Values
                    .Where(project => project.Key.Tenant == tenant && string.CompareOrdinal(project.Key.Id, after) > 0)
                    .OrderBy(project => project.Key.Id, StringComparer.Ordinal)
                    .Take(limit)
                    .Select(project => project.Record()),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_projects.Keys.Count(key => key.Tenant == tenant));
        }
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Change(key, expectedRevision, (project, now) => project.Save(mapJson, comment, now));
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Change(key, expectedRevision, (project, now) => project.Undo(now));
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return Change(key, expectedRevision, (project, now) => project.Redo(now));
    }

    /// <inheritdoc/>
    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_projects.GetValueOrDefault(key)?.Versions.Find(kept => kept.Version == version));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            IEnumerable<ProjectVersion> versions = _projects.GetValueOrDefault(key)?.Versions ?? [];
            return Task.FromResult<IReadOnlyList<ProjectVersion>>(
                [.. versions.Where(version => version.Version < (before ?? int.MaxValue)).Reverse().Take(limit)]);
        }
    }

    /// <inheritdoc/>
    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        (ProjectChange change, _) = await Change(
            key, expectedRevision, (project, _) => _projects.Remove(project.Key) ? ProjectChange.Done : ProjectChange.NotFound);
        return change;
    }

    private Task<(ProjectChange Change, ProjectRecord? Project)> Change(
        ProjectKey key, long? expectedRevision, Func<Project, DateTimeOffset, ProjectChange> change)
    {
        lock (_gate)
        {
            if (!_projects.TryGetValue(key, out Project? project))
            {
                return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.NotFound, null));
            }

            if (expectedRevision is { } revision && revision != project.Revision)
            {
                return Task.FromResult<(ProjectChange, ProjectRecord?)>((ProjectChange.Conflict, project.Record()));
            }

            ProjectChange outcome = change(project, _time.GetUtcNow());
            ProjectRecord? after = _projects.GetValueOrDefault(key)?.Record();
            return Task.FromResult((outcome, after));
        }
    }

    private sealed class Project(ProjectKey key, string name, DateTimeOffset createdAt)
    {
        private readonly Stack<int> _undone = [];
        private int _current;
        private DateTimeOffset _changedAt;

        public ProjectKey Key => key;

        public DateTimeOffset CreatedAt => createdAt;

        public long Revision { get; private set; }

        public List<ProjectVersion> Versions { get; } = [];

        public ProjectChange Save(string mapJson, string comment, DateTimeOffset now)
        {
            if (Versions.Count >= Limits.VersionsPerProject)
            {
                return ProjectChange.Full;
            }

            _undone.Clear();
            Versions.Add(new ProjectVersion(key, Versions.Count + 1, _current, comment, mapJson, ProjectHashes.Sha256(mapJson), now));
            return Move(Versions.Count, now);
        }

        public ProjectChange Undo(DateTimeOffset now)
        {
            int parent = Versions[_current - 1].Parent;
            if (parent == 0)
            {
                return ProjectChange.Nothing;
            }

            _undone.Push(_current);
            return Move(parent, now);
        }

        public ProjectChange Redo(DateTimeOffset now)
        {
            return _undone.TryPop(out int version) ? Move(version, now) : ProjectChange.Nothing;
        }

        public ProjectRecord Record()
        {
            return new ProjectRecord(
                key, name, _current, Versions.Count, Versions[_current - 1].Parent > 0, _undone.Count > 0, Revision, createdAt, _changedAt);
        }

        private ProjectChange Move(int version, DateTimeOffset now)
        {
            _current = version;
            _changedAt = now;
            Revision++;
            return ProjectChange.Done;
        }
    }
}
