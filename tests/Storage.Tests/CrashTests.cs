using System.Diagnostics;
using System.Globalization;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

/// <summary>
/// A process of its own appends from eight sessions and prints what was acknowledged; it is killed by SIGKILL in the
/// middle of it. Every entry it printed must be there, and every chain must hold.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task What_was_acknowledged_survives_a_kill(int acknowledgements)
    {
        Dictionary<string, long> last = await WriteUntilKilled(acknowledgements);
        Assert.NotEmpty(last);
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(database);
        foreach ((string id, long sequence) in last)
        {
            var session = new SessionKey(new TenantId("crash"), id);
            List<LogEntry> entries = await log.Read(session);
            Assert.Null(LogChain.Verify(entries));
            Assert.InRange(entries[^1].Sequence, sequence, long.MaxValue);
            Assert.InRange(
                await log.ReservedAsync(session, TestContext.Current.CancellationToken), entries[(int)sequence].AtSample + 48_000, long.MaxValue);
            await log.AppendAsync(session, [Make.Next(entries[^1])]);
        }
    }

    private async Task<Dictionary<string, long>> WriteUntilKilled(int acknowledgements)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SessionService.Storage.Bench.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "write", _folder.Path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process writer = Process.Start(start)!;
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        int seen = 0;
        while (await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            string[] words = line.Split(' ');
            last[words[0]] = long.Parse(words[1], CultureInfo.InvariantCulture);
            seen++;
            if (seen == acknowledgements)
            {
                writer.Kill(); // SIGKILL; what it had printed before is still read
            }
        }

        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(seen >= acknowledgements);
        Assert.Equal(OperatingSystem.IsWindows() ? -1 : 128 + 9, writer.ExitCode);
        return last;
    }
}
