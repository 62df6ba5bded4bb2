using SessionService.Sessions.Engine;
using SessionService.Sessions.Log;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Tests.Offline;

/// <summary>A log says which version of the engine played it.</summary>
public sealed class EngineVersionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_log_of_this_version_is_this_versions() =>
        Assert.Null(await OtherAsync(96_000, Created(EngineVersion.Current), Player(LogKinds.Resumed, 48_000, EngineVersion.Current)));

    [Fact]
    public async Task A_log_that_names_none_is_from_before() =>
        Assert.Equal(1, await OtherAsync(96_000, (LogKinds.Created, 0, """{"version":0,"seed":"1","map_sha256":""}"""u8.ToArray())));

    [Theory]
    [InlineData(LogKinds.Resumed)]
    [InlineData(LogKinds.Taken)]
    public async Task A_log_that_another_version_went_on_with_is_not_all_of_this_one(string kind)
    {
        (string, long, byte[])[] log = [Created(EngineVersion.Current), Player(kind, 48_000, 77)];

        Assert.Equal(77, await OtherAsync(48_001, log));
        Assert.Null(await OtherAsync(48_000, log));
    }

    [Fact]
    public async Task Other_recordings_than_here_are_told_wherever_they_began()
    {
        LogTail tail = new();
        LogEntry[] log =
        [
            tail.Next(LogKinds.Created, 0, Noon, LogJson.Write(new CreatedPayload(null, 0, "1", "", EngineVersion.Current, "a font"))),
            tail.Next(LogKinds.Resumed, 48_000, Noon, PlayerPayload.Own(null)),
        ];

        Assert.Null(await OfflineRenderer.OtherSamplesAsync(log.ToAsyncEnumerable(), 48_000, "a font"));
        Assert.Equal("", await OfflineRenderer.OtherSamplesAsync(log.ToAsyncEnumerable(), 48_001, "a font"));
        Assert.Equal("a font", await OfflineRenderer.OtherSamplesAsync(log.ToAsyncEnumerable(), 48_000, null));
    }

    [Fact]
    public async Task A_log_without_recordings_is_as_it_was_before_there_were_any()
    {
        (string, long, byte[])[] log = [Created(EngineVersion.Current)];
        Assert.DoesNotContain("samples", System.Text.Encoding.UTF8.GetString(log[0].Item3), StringComparison.Ordinal);
        LogTail tail = new();
        LogEntry entry = tail.Next(LogKinds.Created, 0, Noon, log[0].Item3);
        Assert.Null(await OfflineRenderer.OtherSamplesAsync(new[] { entry }.ToAsyncEnumerable(), 1, null));
    }

    private static (string, long, byte[]) Created(int engine) => (LogKinds.Created, 0, LogJson.Write(new CreatedPayload(null, 0, "1", "", engine)));

    private static (string, long, byte[]) Player(string kind, long sample, int engine) => (kind, sample, LogJson.Write(new PlayerPayload(engine)));

    private static Task<int?> OtherAsync(long samples, params (string Kind, long Sample, byte[] Payload)[] entries)
    {
        LogTail tail = new();
        return OfflineRenderer.OtherEngineAsync(
            entries.Select(entry => tail.Next(entry.Kind, entry.Sample, Noon, entry.Payload)).ToArray().ToAsyncEnumerable(), samples);
    }
}
