namespace SessionService.Audio.Tests.Support;

/// <summary>What an action allocates on its thread.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes of the least of five rounds after one to warm up: a collection that other tests cause may shift a single
    /// count by a little, what the action itself allocates shows in each.
    /// </summary>
    public static long Of(Action action)
    {
        action();
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
