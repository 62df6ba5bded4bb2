using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// Where a front end takes the segments of all sessions that it listens to on one silo; the key is the silo's address, and it is
/// there and nowhere else. Calls take whichever way is next, so that one made again does not pass through the same node.
/// </summary>
[Alias("outlet.grain")]
public interface IOutletGrain : IGrainWithStringKey
{
    /// <summary>Takes what has gathered; waits a little where nothing has.</summary>
    /// <param name="reader">The front end.</param>
    /// <param name="after">Number of the last bundle that it has: the silo keeps none up to that one.</param>
    [Alias("take")]
    Task<BundleMessage> TakeAsync(string reader, long after);

    /// <summary>Ends subscriptions.</summary>
    /// <param name="reader">The front end.</param>
    /// <param name="subscriptions">Which of its own.</param>
    [Alias("leave")]
    Task LeaveAsync(string reader, long[] subscriptions);
}
