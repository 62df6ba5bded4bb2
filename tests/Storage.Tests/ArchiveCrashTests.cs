using System.Diagnostics;
using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Archive;
using SessionService.Storage.Blobs;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

/// <summary>A process of its own moves logs and is killed by SIGKILL before or after one of the steps.</summary>
public sealed class ArchiveCrashTests : IDisposable
{
    private const int Logs = 3;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData("before-put", 0)]
    [InlineData("after-put", 0)]
    [InlineData("before-move", 0)]
    [InlineData("after-move", 1)]
    public async Task Killed_between_any_two_steps_every_log_is_whole_and_the_next_sweep_goes_on(string step, int movedBefore)
    {
        await KillAtAsync(step);
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        var hot = new SqliteEventLog(database);
        var archive = new SqliteLogArchive(database);
        var blobs = new FolderBlobStore(Path.Combine(_folder.Path, "blobs"));
        var log = new ArchivingEventLog(hot, archive, blobs);
        await VerifyAsync(log);
        ArchiveSweep sweep = await new LogArchivist(hot, archive, blobs, TimeProvider.System).SweepAsync(TimeSpan.Zero, Token);
        Assert.Equal((Logs - movedBefore, 0), (sweep.Moved, sweep.Left.Count));
        await VerifyAsync(log);
        Assert.Empty(await hot.Read(Session(0)));
        Assert.Equal(Logs, await Count(blobs));
    }

    private static async Task VerifyAsync(ArchivingEventLog log)
    {
        for (int number = 0; number < Logs; number++)
        {
            List<LogEntry> entries = await log.Read(Session(number));
            Assert.Equal(100, entries.Count);
            Assert.Null(LogChain.Verify(entries));
        }
    }

    private static async Task<int> Count(FolderBlobStore blobs)
    {
        int count = 0;
        await foreach (BlobKey blob in blobs.ListAsync(new TenantId("archive"), "", Token))
        {
            count++;
        }

        return count;
    }

    private static SessionKey Session(int number)
    {
        return new SessionKey(new TenantId("archive"), $"s{number.ToString(CultureInfo.InvariantCulture)}");
    }

    private async Task KillAtAsync(string step)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SessionService.Storage.Bench.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "archive", _folder.Path, step])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Assert.Equal(step, await process.StandardOutput.ReadLineAsync(Token));
        process.Kill();
        await process.WaitForExitAsync(Token);
    }
}
