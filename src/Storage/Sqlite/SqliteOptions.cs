namespace SessionService.Storage.Sqlite;

/// <summary>How the store behaves.</summary>
/// <param name="MaxBytes">Size the file may grow to; null for what the disk holds. Beyond it writes are refused, reads go on.</param>
/// <param name="QueueLength">Writes that may wait for the next commit; more wait outside, in order.</param>
/// <param name="BatchLimit">Most writes in one commit.</param>
/// <param name="Shared">
/// Whether other processes of this machine may have the folder too, all of them with this set. Their commits wait for one
/// another. The file is not checked after a crash: a process cannot tell another's work from remains.
/// </param>
public sealed record SqliteOptions(
    long? MaxBytes = null, int QueueLength = 4096, int BatchLimit = 1024, bool Shared = false);

/// <summary>What the writer has done since the store was opened.</summary>
/// <param name="Writes">Writes committed, refused ones included.</param>
/// <param name="Commits">Commits, each one synchronisation of the disk.</param>
/// <param name="FailedCommits">Commits the medium refused; none of their writes was acknowledged.</param>
/// <param name="LargestBatch">Most writes in one commit.</param>
public readonly record struct WriteStatistics(long Writes, long Commits, long FailedCommits, int LargestBatch);
