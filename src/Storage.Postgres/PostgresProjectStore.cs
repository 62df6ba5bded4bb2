using Npgsql;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>Projects with their history; the moves are functions of the database (<see cref="PostgresMigrations"/>).</summary>
internal sealed class PostgresProjectStore(PostgresDatabase database, TimeProvider time) : IProjectStore
{
    private const int Taken = -1;
    private const string Columns = "0, name, current, latest, revision, created_at, changed_at, can_undo, can_redo, id";
    private const string VersionColumns = "version, parent, comment, map_json, sha256, created_at";

    public async Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        (int change, ProjectRecord? made) = await database.WriteAsync(
            new PostgresStatement(
                "SELECT * FROM create_project($1, $2, $3, $4, $5, $6, $7)", key.Tenant.Value, key.Id, time.GetUtcNow().UtcTicks, name, mapJson,
                comment, ProjectHashes.Sha256(mapJson)),
            reader => Answer(reader, key), cancellation);
        return change == Taken ? null : made;
    }

    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement($"SELECT {Columns} FROM project_records WHERE tenant = $1 AND id = $2", key.Tenant.Value, key.Id),
            reader => Record(reader, key), cancellation);
    }

    public async Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default)
    {
        return await database.AllAsync(
            new PostgresStatement(
                $"SELECT {Columns} FROM project_records WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3",
                tenant.Value, after ?? string.Empty, Math.Max(0, limit)),
            reader => Record(reader, new ProjectKey(tenant, reader.GetString(9))), cancellation);
    }

    public Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement("SELECT count(*)::int FROM projects WHERE tenant = $1", tenant.Value),
            reader => reader.GetInt32(0), cancellation);
    }

    public Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default)
    {
        return ChangeAsync("save", key, expectedRevision, cancellation, mapJson, comment, ProjectHashes.Sha256(mapJson));
    }

    public Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return ChangeAsync("undo", key, expectedRevision, cancellation);
    }

    public Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return ChangeAsync("redo", key, expectedRevision, cancellation);
    }

    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default)
    {
        return database.FirstAsync(
            new PostgresStatement(
                $"SELECT {VersionColumns} FROM project_versions WHERE tenant = $1 AND project = $2 AND version = $3",
                key.Tenant.Value, key.Id, version),
            reader => Version(reader, key), cancellation);
    }

    public async Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default)
    {
        return await database.AllAsync(
            new PostgresStatement(
                $"""
                SELECT {VersionColumns} FROM project_versions
                WHERE tenant = $1 AND project = $2 AND version < $3 ORDER BY version DESC LIMIT $4
                """,
                key.Tenant.Value, key.Id, before ?? int.MaxValue, Math.Max(0, limit)),
            reader => Version(reader, key), cancellation);
    }

    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default)
    {
        return (await ChangeAsync("delete", key, expectedRevision, cancellation)).Change;
    }

    private async Task<(ProjectChange Change, ProjectRecord? Project)> ChangeAsync(
        string move, ProjectKey key, long? expected, CancellationToken cancellation, string? map = null, string? why = null, string? sum = null)
    {
        (int change, ProjectRecord? project) = await database.WriteAsync(
            new PostgresStatement(
                "SELECT * FROM change_project($1, $2, $3, $4, $5::bigint, $6::text, $7::text, $8::text, $9)", move, key.Tenant.Value, key.Id,
                time.GetUtcNow().UtcTicks, expected, map, why, sum, Limits.VersionsPerProject),
            reader => Answer(reader, key), cancellation);
        return ((ProjectChange)change, project);
    }

    private static (int Change, ProjectRecord? Project) Answer(NpgsqlDataReader reader, ProjectKey key)
    {
        return reader.Read()
            ? (reader.GetInt32(0), reader.IsDBNull(1) ? null : Record(reader, key))
            : throw new InvalidOperationException("The statement returned no row.");
    }

    private static ProjectRecord Record(NpgsqlDataReader reader, ProjectKey key)
    {
        return new ProjectRecord(
            key, reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetBoolean(7), reader.GetBoolean(8),
            reader.GetInt64(4), reader.Instant(5), reader.Instant(6));
    }

    private static ProjectVersion Version(NpgsqlDataReader reader, ProjectKey key)
    {
        return new ProjectVersion(
            key, reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.Instant(5));
    }
}
