using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Projects with their history in SQLite; the rows and moves are in <see cref="ProjectRows"/>.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteProjectStore(SqliteDatabase database) : IProjectStore
{
    /// <inheritdoc/>
    public Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        DateTimeOffset now = database.Time.GetUtcNow();
        return database.WriteAsync(statements => ProjectRows.Create(statements, key, name, mapJson, comment, now), cancellation);
    }

    /// <inheritdoc/>
    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default)
    {
        return database.ReadAsync(statements => ProjectRows.Find(statements, key), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return database.ReadAsync<IReadOnlyList<ProjectRecord>>(
            statements => statements.All(
                $"SELECT {ProjectRows.Columns} FROM projects p WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3",
                ProjectRows.Record, tenant.Value, after ?? string.Empty, Math.Max(0, limit)),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => Convert.ToInt32(
                statements.Scalar("SELECT count(*) FROM projects WHERE tenant = $1", tenant.Value), CultureInfo.InvariantCulture),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default)
    {
        DateTimeOffset now = database.Time.GetUtcNow();
        return ChangeAsync(
            key, expectedRevision, (statements, project) => ProjectRows.Save(statements, project, mapJson, comment, now), cancellation);
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        DateTimeOffset now = database.Time.GetUtcNow();
        return ChangeAsync(key, expectedRevision, (statements, project) => ProjectRows.Undo(statements, project, now), cancellation);
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        DateTimeOffset now = database.Time.GetUtcNow();
        return ChangeAsync(key, expectedRevision, (statements, project) => ProjectRows.Redo(statements, project, now), cancellation);
    }

    /// <inheritdoc/>
    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default)
    {
        return database.ReadAsync(
            statements => statements.First(
                $"SELECT {ProjectRows.VersionColumns} FROM project_versions WHERE tenant = $1 AND project = $2 AND version = $3",
                ProjectRows.Version, key.Tenant.Value, key.Id, version),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default)
    {
        return database.ReadAsync<IReadOnlyList<ProjectVersion>>(
            statements => statements.All(
                $"""
                SELECT {ProjectRows.VersionColumns} FROM project_versions
                WHERE tenant = $1 AND project = $2 AND version < $3 ORDER BY version DESC LIMIT $4
                """,
                ProjectRows.Version, key.Tenant.Value, key.Id, before ?? int.MaxValue, Math.Max(0, limit)),
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        (ProjectChange change, _) = await ChangeAsync(key, expectedRevision, ProjectRows.Delete, cancellation);
        return change;
    }

    private Task<(ProjectChange Change, ProjectRecord? Project)> ChangeAsync(
        ProjectKey key, long? expectedRevision, Func<SqliteStatements, ProjectRecord, ProjectChange> change, CancellationToken cancellation)
    {
        return database.WriteAsync(
            statements =>
            {
                ProjectRecord? project = ProjectRows.Find(statements, key);
                ProjectChange outcome = project is null
                    ? ProjectChange.NotFound
                    : expectedRevision is { } revision && revision != project.Revision
                        ? ProjectChange.Conflict
                        : change(statements, project);
                return (outcome, outcome == ProjectChange.Done ? ProjectRows.Find(statements, key) : project);
            },
            cancellation);
    }
}
