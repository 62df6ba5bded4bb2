namespace SessionService.Storage.Sqlite;

/// <summary>
/// The tables, as the steps that lead to them; <c>user_version</c> counts the steps taken. A step that was released is
/// never edited: a change is a new step. Every table of customers' things has the tenant first in its key; instants are
/// 100 ns since 0001-01-01 UTC.
/// </summary>
internal static class Migrations
{
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE event_log (
            tenant TEXT NOT NULL, session TEXT NOT NULL, sequence INTEGER NOT NULL,
            kind TEXT NOT NULL, at_sample INTEGER NOT NULL, at INTEGER NOT NULL, payload BLOB NOT NULL,
            previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (tenant, session, sequence)) WITHOUT ROWID;

        CREATE TABLE reservations (
            tenant TEXT NOT NULL, session TEXT NOT NULL, sample INTEGER NOT NULL,
            PRIMARY KEY (tenant, session)) WITHOUT ROWID;

        CREATE TABLE sessions (
            tenant TEXT NOT NULL, id TEXT NOT NULL, project TEXT, version INTEGER NOT NULL, seed INTEGER NOT NULL,
            map_json TEXT NOT NULL, created_at INTEGER NOT NULL, closed_at INTEGER,
            PRIMARY KEY (tenant, id));
        CREATE INDEX sessions_open ON sessions (tenant) WHERE closed_at IS NULL;

        CREATE TABLE projects (
            tenant TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, current INTEGER NOT NULL, latest INTEGER NOT NULL,
            revision INTEGER NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
            PRIMARY KEY (tenant, id));

        CREATE TABLE project_versions (
            tenant TEXT NOT NULL, project TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER NOT NULL,
            comment TEXT NOT NULL, map_json TEXT NOT NULL, sha256 TEXT NOT NULL, created_at INTEGER NOT NULL,
            PRIMARY KEY (tenant, project, version));

        CREATE TABLE project_undone (
            tenant TEXT NOT NULL, project TEXT NOT NULL, depth INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (tenant, project, depth)) WITHOUT ROWID;

        CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY, tenant TEXT NOT NULL, label TEXT NOT NULL, secret_sha256 BLOB NOT NULL,
            created_at INTEGER NOT NULL, revoked_at INTEGER);
        CREATE INDEX api_keys_tenant ON api_keys (tenant, created_at);

        CREATE TABLE server_secrets (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL);

        CREATE TABLE usage (
            tenant TEXT NOT NULL, session TEXT NOT NULL, at INTEGER NOT NULL,
            rendered_samples INTEGER NOT NULL, listened_samples INTEGER NOT NULL, cpu_microseconds INTEGER NOT NULL,
            bytes_sent INTEGER NOT NULL, commands INTEGER NOT NULL, late_cues INTEGER NOT NULL);
        CREATE INDEX usage_session ON usage (tenant, session, at);
        CREATE INDEX usage_tenant ON usage (tenant, at);

        CREATE TABLE kept_answers (
            tenant TEXT NOT NULL, key TEXT NOT NULL, request_sha256 TEXT NOT NULL, status INTEGER NOT NULL,
            body TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (tenant, key));
        CREATE INDEX kept_answers_at ON kept_answers (at);
        """,
        """
        ALTER TABLE sessions ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX sessions_closed ON sessions (closed_at) WHERE closed_at IS NOT NULL AND archived = 0;

        CREATE TABLE archived_logs (
            tenant TEXT NOT NULL, session TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, entries INTEGER NOT NULL,
            last_hash BLOB NOT NULL,
            PRIMARY KEY (tenant, session)) WITHOUT ROWID;
        """,
        """
        ALTER TABLE usage ADD COLUMN model_cpu_microseconds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE usage ADD COLUMN model_accelerator_microseconds INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE usage ADD COLUMN model_tokens INTEGER NOT NULL DEFAULT 0;
        """,
    ];
}
