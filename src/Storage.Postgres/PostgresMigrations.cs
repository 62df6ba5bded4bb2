namespace SessionService.Storage.Postgres;

/// <summary>
/// The tables and functions, as the steps that lead to them; <c>format</c> counts the steps taken. A step that was released
/// is never edited: a change is a new step. The tenant comes first in every key of customers' things; names are compared by
/// their bytes; instants are 100 ns since 0001-01-01 UTC.
/// </summary>
internal static class PostgresMigrations
{
    public static IReadOnlyList<string> Steps { get; } = [Tables + LogFunctions + ProjectFunctions, ModelUsage];

    private const string ModelUsage =
        """
        ALTER TABLE usage ADD COLUMN model_cpu_microseconds bigint NOT NULL DEFAULT 0,
            ADD COLUMN model_accelerator_microseconds bigint NOT NULL DEFAULT 0, ADD COLUMN model_tokens bigint NOT NULL DEFAULT 0;
        """;

    private const string Tables =
        """
        CREATE TABLE writers (id uuid PRIMARY KEY, batch uuid, at timestamptz NOT NULL);

        -- One row for each log, which who appends must have: it holds where the log ends.
        CREATE TABLE logs (
            tenant text COLLATE "C" NOT NULL, session text COLLATE "C" NOT NULL, sequence bigint NOT NULL, hash bytea NOT NULL,
            archived_sha256 text, archived_bytes bigint,
            PRIMARY KEY (tenant, session));
        CREATE TABLE event_log (
            tenant text COLLATE "C" NOT NULL, session text COLLATE "C" NOT NULL, sequence bigint NOT NULL,
            kind text NOT NULL, at_sample bigint NOT NULL, at bigint NOT NULL, payload bytea NOT NULL,
            previous_hash bytea NOT NULL, hash bytea NOT NULL,
            PRIMARY KEY (tenant, session, sequence));
        CREATE TABLE reservations (
            tenant text COLLATE "C" NOT NULL, session text COLLATE "C" NOT NULL, sample bigint NOT NULL,
            PRIMARY KEY (tenant, session));

        CREATE TABLE sessions (
            tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, project text, version int NOT NULL, seed bigint NOT NULL,
            map_json text NOT NULL, created_at bigint NOT NULL, closed_at bigint, archived boolean NOT NULL DEFAULT false,
            PRIMARY KEY (tenant, id));
        CREATE INDEX sessions_open ON sessions (tenant) WHERE closed_at IS NULL;
        CREATE INDEX sessions_closed ON sessions (closed_at) WHERE NOT archived;

        CREATE TABLE projects (
            tenant text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, name text NOT NULL, current int NOT NULL, latest int NOT NULL,
            revision bigint NOT NULL, created_at bigint NOT NULL, changed_at bigint NOT NULL,
            PRIMARY KEY (tenant, id));
        CREATE TABLE project_versions (
            tenant text COLLATE "C" NOT NULL, project text COLLATE "C" NOT NULL, version int NOT NULL, parent int NOT NULL,
            comment text NOT NULL, map_json text NOT NULL, sha256 text NOT NULL, created_at bigint NOT NULL,
            PRIMARY KEY (tenant, project, version));
        CREATE TABLE project_undone (
            tenant text COLLATE "C" NOT NULL, project text COLLATE "C" NOT NULL, depth int NOT NULL, version int NOT NULL,
            PRIMARY KEY (tenant, project, depth));

        CREATE TABLE api_keys (
            id text COLLATE "C" PRIMARY KEY, tenant text COLLATE "C" NOT NULL, label text NOT NULL, secret_sha256 bytea NOT NULL,
            created_at bigint NOT NULL, revoked_at bigint);
        CREATE INDEX api_keys_tenant ON api_keys (tenant, created_at);
        CREATE TABLE server_secrets (name text PRIMARY KEY, value bytea NOT NULL);

        CREATE TABLE usage (
            tenant text COLLATE "C" NOT NULL, session text COLLATE "C" NOT NULL, at bigint NOT NULL,
            rendered_samples bigint NOT NULL, listened_samples bigint NOT NULL, cpu_microseconds bigint NOT NULL,
            bytes_sent bigint NOT NULL, commands bigint NOT NULL, late_cues bigint NOT NULL);
        CREATE INDEX usage_session ON usage (tenant, session, at);
        CREATE INDEX usage_tenant ON usage (tenant, at);

        CREATE TABLE kept_answers (
            tenant text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, request_sha256 text NOT NULL, status int NOT NULL,
            body text NOT NULL, at bigint NOT NULL,
            PRIMARY KEY (tenant, key));
        CREATE INDEX kept_answers_at ON kept_answers (at);

        """;

    private const string LogFunctions =
        """
        -- Answers -1 where the entries were appended, else the length of the log that they do not follow.
        CREATE FUNCTION append_entries(
            t text, s text, first bigint, before bytea, kinds text[], samples bigint[], times bigint[], payloads bytea[],
            previous bytea[], hashes bytea[]) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE
            n int := cardinality(hashes);
        BEGIN
            IF first = 0 THEN
                INSERT INTO logs (tenant, session, sequence, hash) VALUES (t, s, n - 1, hashes[n]) ON CONFLICT DO NOTHING;
            ELSE
                UPDATE logs SET sequence = first + n - 1, hash = hashes[n]
                WHERE tenant = t AND session = s AND sequence = first - 1 AND hash = before AND archived_sha256 IS NULL;
            END IF;
            IF NOT FOUND THEN
                RETURN (SELECT coalesce(max(sequence), -1) + 1 FROM logs WHERE tenant = t AND session = s);
            END IF;
            INSERT INTO event_log (tenant, session, sequence, kind, at_sample, at, payload, previous_hash, hash)
            SELECT t, s, first + e.i - 1, e.kind, e.at_sample, e.at, e.payload, e.previous_hash, e.hash
            FROM unnest(kinds, samples, times, payloads, previous, hashes) WITH ORDINALITY
                AS e (kind, at_sample, at, payload, previous_hash, hash, i);
            RETURN -1;
        END $$;

        -- Answers whether the log ended as it should, or was moved to that place before.
        CREATE FUNCTION archive_log(t text, s text, place text, size bigint, last bigint, last_hash bytea)
        RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE logs SET archived_sha256 = place, archived_bytes = size
            WHERE tenant = t AND session = s AND sequence = last AND hash = last_hash
                AND (archived_sha256 IS NULL OR archived_sha256 = place);
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            DELETE FROM event_log WHERE tenant = t AND session = s;
            UPDATE sessions SET archived = true WHERE tenant = t AND id = s;
            RETURN true;
        END $$;

        """;

    private const string ProjectFunctions =
        """
        CREATE TYPE project_answer AS (
            change int, name text, current int, latest int, revision bigint, created_at bigint, changed_at bigint,
            can_undo boolean, can_redo boolean);

        CREATE VIEW project_records AS
        SELECT p.tenant, p.id, p.name, p.current, p.latest, p.revision, p.created_at, p.changed_at,
            EXISTS (SELECT 1 FROM project_versions v
                WHERE v.tenant = p.tenant AND v.project = p.id AND v.version = p.current AND v.parent > 0) AS can_undo,
            EXISTS (SELECT 1 FROM project_undone u WHERE u.tenant = p.tenant AND u.project = p.id) AS can_redo
        FROM projects p;

        CREATE FUNCTION answer_project(change int, t text, i text) RETURNS project_answer LANGUAGE sql AS $$
            SELECT (change, r.name, r.current, r.latest, r.revision, r.created_at, r.changed_at, r.can_undo, r.can_redo)::project_answer
            FROM (SELECT 1) AS one LEFT JOIN project_records r ON r.tenant = t AND r.id = i
        $$;

        -- -1: the key is taken.
        CREATE FUNCTION create_project(t text, i text, now bigint, title text, map text, why text, sum text)
        RETURNS project_answer LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO projects (tenant, id, name, current, latest, revision, created_at, changed_at)
            VALUES (t, i, title, 1, 1, 1, now, now) ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                RETURN answer_project(-1, t, i);
            END IF;
            INSERT INTO project_versions VALUES (t, i, 1, 0, why, map, sum, now);
            RETURN answer_project(0, t, i);
        END $$;

        -- The moves: what is to be done, and its values, null where it takes none. Changes are numbered as in ProjectChange.
        CREATE FUNCTION change_project(
            move text, t text, i text, now bigint, expected bigint, map text, why text, sum text, most int)
        RETURNS project_answer LANGUAGE plpgsql AS $$
        DECLARE
            p projects%ROWTYPE;
            target int;
            deepest int;
        BEGIN
            SELECT * INTO p FROM projects WHERE tenant = t AND id = i FOR UPDATE;
            IF NOT FOUND THEN
                RETURN answer_project(1, t, i);
            ELSIF expected IS NOT NULL AND expected <> p.revision THEN
                RETURN answer_project(2, t, i);
            END IF;
            SELECT max(depth) INTO deepest FROM project_undone WHERE tenant = t AND project = i;
            CASE move
            WHEN 'save' THEN
                IF p.latest >= most THEN
                    RETURN answer_project(4, t, i);
                END IF;
                p.latest := p.latest + 1;
                target := p.latest;
                INSERT INTO project_versions VALUES (t, i, target, p.current, why, map, sum, now);
                DELETE FROM project_undone WHERE tenant = t AND project = i;
            WHEN 'undo' THEN
                SELECT parent INTO target FROM project_versions WHERE tenant = t AND project = i AND version = p.current;
                IF target = 0 THEN
                    RETURN answer_project(3, t, i);
                END IF;
                INSERT INTO project_undone VALUES (t, i, coalesce(deepest, 0) + 1, p.current);
            WHEN 'redo' THEN
                DELETE FROM project_undone WHERE tenant = t AND project = i AND depth = deepest RETURNING version INTO target;
                IF target IS NULL THEN
                    RETURN answer_project(3, t, i);
                END IF;
            WHEN 'delete' THEN
                DELETE FROM project_undone WHERE tenant = t AND project = i;
                DELETE FROM project_versions WHERE tenant = t AND project = i;
                DELETE FROM projects WHERE tenant = t AND id = i;
                RETURN answer_project(0, t, i);
            END CASE;
            UPDATE projects SET current = target, latest = p.latest, revision = revision + 1, changed_at = now
            WHERE tenant = t AND id = i;
            RETURN answer_project(0, t, i);
        END $$;
        """;
}
