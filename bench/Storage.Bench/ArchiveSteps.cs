using System.Globalization;
using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Archive;
using SessionService.Storage.Blobs;
using SessionService.Storage.Sqlite;

namespace SessionService.Storage.Bench;

/// <summary>Moves three logs and stops for ever at one step, which it says; the crash test kills it there.</summary>
internal static class ArchiveSteps
{
    private static readonly TenantId Tenant = new("archive");

    public static async Task RunAsync(string folder, string step, TextWriter said)
    {
        await using SqliteDatabase database = SqliteDatabase.Open(folder);
        var log = new SqliteEventLog(database);
        var sessions = new SqliteSessionStore(database);
        for (int number = 0; number < 3; number++)
        {
            await CreateAsync(log, sessions, $"s{number.ToString(CultureInfo.InvariantCulture)}");
        }

        var pause = new Pause(step, said);
        var archivist = new LogArchivist(
            log, new PausingArchive(new SqliteLogArchive(database), pause),
            new PausingBlobs(new FolderBlobStore(Path.Combine(folder, "blobs")), pause), TimeProvider.System);
        await archivist.SweepAsync(TimeSpan.Zero);
    }

    private static async Task CreateAsync(SqliteEventLog log, SqliteSessionStore sessions, string id)
    {
        var session = new SessionKey(Tenant, id);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await sessions.CreateAsync(new SessionRecord(session, null, 0, 1, "{}", now, null));
        var entries = new List<LogEntry>();
        for (int i = 0; i < 100; i++)
        {
            entries.Add(LogChain.Next(entries.LastOrDefault(), "command", i, now, Encoding.UTF8.GetBytes($$"""{"session":"{{id}}"}""")));
        }

        await log.AppendAsync(session, entries);
        await sessions.CloseAsync(session, now);
    }

    private sealed class Pause(string at, TextWriter said)
    {
        public async Task AtAsync(string step)
        {
            if (step == at)
            {
                await said.WriteLineAsync(step);
                await said.FlushAsync();
                await Task.Delay(Timeout.Infinite);
            }
        }
    }

    private sealed class PausingArchive(SqliteLogArchive archive, Pause pause) : ILogArchive
    {
        public Task<IReadOnlyList<SessionKey>> ClosedAsync(DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
            archive.ClosedAsync(before, limit, cancellation);

        public Task<ArchivedLog?> FindAsync(SessionKey session, CancellationToken cancellation = default) =>
            archive.FindAsync(session, cancellation);

        public async Task MoveAsync(SessionKey session, ArchivedLog archived, CancellationToken cancellation = default)
        {
            await pause.AtAsync("before-move");
            await archive.MoveAsync(session, archived, cancellation);
            await pause.AtAsync("after-move");
        }
    }

    private sealed class PausingBlobs(FolderBlobStore blobs, Pause pause) : IBlobStore
    {
        public async Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default)
        {
            await pause.AtAsync("before-put");
            BlobKey blob = await blobs.PutAsync(tenant, content, cancellation);
            await pause.AtAsync("after-put");
            return blob;
        }

        public Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default) => blobs.OpenAsync(blob, cancellation);

        public Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default) => blobs.ExistsAsync(blob, cancellation);

        public Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default) => blobs.DeleteAsync(blob, cancellation);

        public IAsyncEnumerable<BlobKey> ListAsync(TenantId tenant, string prefix = "", CancellationToken cancellation = default) =>
            blobs.ListAsync(tenant, prefix, cancellation);
    }
}
