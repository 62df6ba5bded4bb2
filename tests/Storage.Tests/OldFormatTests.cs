using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

/// <summary>Files that earlier formats wrote are opened, carried forward and read. A fixture is never made anew.</summary>
public sealed class OldFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Fact]
    public async Task Format_1_is_read_whole()
    {
        Directory.CreateDirectory(_folder.Path);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "format-1.db"), Path.Combine(_folder.Path, "sessions.db"));
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(database);
        List<LogEntry> entries = await log.Read(Make.Session("s"));
        Assert.Equal(5, entries.Count);
        Assert.Null(LogChain.Verify(entries));
        Assert.Equal(96_000, await log.ReservedAsync(Make.Session("s"), Token));
        Assert.Equal(
            new SessionRecord(Make.Session("s"), "p", 2, ulong.MaxValue, "{}", Make.Noon, null),
            await new SqliteSessionStore(database).FindAsync(Make.Session("s"), Token));
        ProjectRecord project = (await new SqliteProjectStore(database).FindAsync(Make.Project("p"), Token))!;
        Assert.Equal((1, 2, false, true, 3L), (project.Current, project.Latest, project.CanUndo, project.CanRedo, project.Revision));
        Assert.Equal("{\"v\":2}", (await new SqliteProjectStore(database).FindVersionAsync(Make.Project("p"), 2, Token))!.MapJson);
        Assert.Equal(Make.Ann, (await new SqliteCredentialStore(database).FindAsync("k1", Token))!.Tenant);
        UsageRecord used = await new SqliteUsageStore(database).SumAsync(Make.Ann, "s", Make.Noon, Make.Noon.AddTicks(1), Token);
        Assert.Equal((1, 2, 3, 4, 5, 6), (used.RenderedSamples, used.ListenedSamples, used.CpuMicroseconds, used.BytesSent, used.Commands, used.LateCues));
        Assert.Equal((0, 0, 0), (used.ModelCpuMicroseconds, used.ModelAcceleratorMicroseconds, used.ModelTokens));
        Assert.Equal(new KeptAnswer("aa", 201, "{}"), await new SqliteIdempotencyStore(database).FindAsync(Make.Ann, "a1", Token));
    }
}
