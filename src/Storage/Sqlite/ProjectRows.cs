using Microsoft.Data.Sqlite;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>
/// A project's rows and the moves on them, each within the writer's transaction. What can be redone is a stack,
/// <c>project_undone</c>: undo pushes the version it leaves, redo pops it, saving empties it.
/// </summary>
internal static class ProjectRows
{
    public const string Columns =
        """
        tenant, id, name, current, latest, revision, created_at, changed_at,
        EXISTS (SELECT 1 FROM project_versions v
            WHERE v.tenant = p.tenant AND v.project = p.id AND v.version = p.current AND v.parent > 0),
        EXISTS (SELECT 1 FROM project_undone u WHERE u.tenant = p.tenant AND u.project = p.id)
        """;

    public const string VersionColumns = "tenant, project, version, parent, comment, map_json, sha256, created_at";

    public static ProjectRecord? Create(
        SqliteStatements statements, ProjectKey key, string name, string mapJson, string comment, DateTimeOffset now)
    {
        int added = statements.Execute(
            """
            INSERT INTO projects (tenant, id, name, current, latest, revision, created_at, changed_at)
            VALUES ($1, $2, $3, 1, 1, 1, $4, $4) ON CONFLICT DO NOTHING
            """,
            key.Tenant.Value, key.Id, name, now.UtcTicks);
        if (added == 0)
        {
            return null;
        }

        AddVersion(statements, key, 1, 0, comment, mapJson, now);
        return Find(statements, key);
    }

    public static ProjectRecord? Find(SqliteStatements statements, ProjectKey key)
    {
        return statements.First(
            $"SELECT {Columns} FROM projects p WHERE tenant = $1 AND id = $2", Record, key.Tenant.Value, key.Id);
    }

    public static ProjectChange Save(
        SqliteStatements statements, ProjectRecord project, string mapJson, string comment, DateTimeOffset now)
    {
        int next = project.Latest + 1;
        if (next > Limits.VersionsPerProject)
        {
            return ProjectChange.Full;
        }

        AddVersion(statements, project.Key, next, project.Current, comment, mapJson, now);
        statements.Execute(
            "DELETE FROM project_undone WHERE tenant = $1 AND project = $2", project.Key.Tenant.Value, project.Key.Id);
        Move(statements, project, next, next, now);
        return ProjectChange.Done;
    }

    public static ProjectChange Undo(SqliteStatements statements, ProjectRecord project, DateTimeOffset now)
    {
        if (!project.CanUndo)
        {
            return ProjectChange.Nothing;
        }

        long parent = (long)statements.Scalar(
            "SELECT parent FROM project_versions WHERE tenant = $1 AND project = $2 AND version = $3",
            project.Key.Tenant.Value, project.Key.Id, project.Current)!;
        statements.Execute(
            """
            INSERT INTO project_undone (tenant, project, depth, version)
            SELECT $1, $2, coalesce(max(depth), 0) + 1, $3 FROM project_undone WHERE tenant = $1 AND project = $2
            """,
            project.Key.Tenant.Value, project.Key.Id, project.Current);
        Move(statements, project, (int)parent, project.Latest, now);
        return ProjectChange.Done;
    }

    public static ProjectChange Redo(SqliteStatements statements, ProjectRecord project, DateTimeOffset now)
    {
        if (!project.CanRedo)
        {
            return ProjectChange.Nothing;
        }

        (long depth, int version) = statements.First(
            "SELECT depth, version FROM project_undone WHERE tenant = $1 AND project = $2 ORDER BY depth DESC LIMIT 1",
            reader => (reader.GetInt64(0), reader.GetInt32(1)),
            project.Key.Tenant.Value, project.Key.Id);
        statements.Execute(
            "DELETE FROM project_undone WHERE tenant = $1 AND project = $2 AND depth = $3",
            project.Key.Tenant.Value, project.Key.Id, depth);
        Move(statements, project, version, project.Latest, now);
        return ProjectChange.Done;
    }

    public static ProjectChange Delete(SqliteStatements statements, ProjectRecord project)
    {
        statements.Execute("DELETE FROM project_undone WHERE tenant = $1 AND project = $2", project.Key.Tenant.Value, project.Key.Id);
        statements.Execute("DELETE FROM project_versions WHERE tenant = $1 AND project = $2", project.Key.Tenant.Value, project.Key.Id);
        statements.Execute("DELETE FROM projects WHERE tenant = $1 AND id = $2", project.Key.Tenant.Value, project.Key.Id);
        return ProjectChange.Done;
    }

    public static ProjectRecord Record(SqliteDataReader reader)
    {
        return new ProjectRecord(
            new ProjectKey(new TenantId(reader.GetString(0)), reader.GetString(1)), reader.GetString(2), reader.GetInt32(3),
            reader.GetInt32(4), reader.GetBoolean(8), reader.GetBoolean(9), reader.GetInt64(5), reader.Instant(6), reader.Instant(7));
    }

    public static ProjectVersion Version(SqliteDataReader reader)
    {
        return new ProjectVersion(
            new ProjectKey(new TenantId(reader.GetString(0)), reader.GetString(1)), reader.GetInt32(2), reader.GetInt32(3),
            reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.Instant(7));
    }

    private static void AddVersion(
        SqliteStatements statements, ProjectKey key, int version, int parent, string comment, string mapJson, DateTimeOffset now)
    {
        statements.Execute(
            $"INSERT INTO project_versions ({VersionColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            key.Tenant.Value, key.Id, version, parent, comment, mapJson, ProjectHashes.Sha256(mapJson), now.UtcTicks);
    }

    private static void Move(SqliteStatements statements, ProjectRecord project, int current, int latest, DateTimeOffset now)
    {
        statements.Execute(
            "UPDATE projects SET current = $3, latest = $4, revision = revision + 1, changed_at = $5 WHERE tenant = $1 AND id = $2",
            project.Key.Tenant.Value, project.Key.Id, current, latest, now.UtcTicks);
    }
}
