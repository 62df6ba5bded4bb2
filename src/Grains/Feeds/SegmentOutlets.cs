using System.Collections.Concurrent;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;

namespace SessionService.Grains.Feeds;

/// <summary>
/// A silo's outlets: one for each front end, holding all its subscriptions. A front end that has not asked for a while is gone,
/// and its subscriptions end. Thread-safe.
/// </summary>
public sealed class SegmentOutlets : IDisposable
{
    private readonly ConcurrentDictionary<string, SegmentOutlet> outlets = new(StringComparer.Ordinal);
    private readonly SessionClusterOptions options;
    private readonly TimeProvider time;
    private readonly ITimer housekeeping;

    /// <summary>Begins without any.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">How often they are emptied, and how long a front end may be silent.</param>
    /// <param name="time">Clock.</param>
    public SegmentOutlets(ILocalSiloDetails silo, SessionClusterOptions options, TimeProvider time)
    {
        Silo = silo.SiloAddress.ToParsableString();
        this.options = options;
        this.time = time;
        housekeeping = time.CreateTimer(_ => DropForgotten(), null, options.OutletLease, options.OutletLease / 5);
    }

    /// <summary>Address at which they are.</summary>
    public string Silo { get; }

    /// <summary>Front ends that have an outlet.</summary>
    public int Count => outlets.Count;

    /// <inheritdoc/>
    public void Dispose() => housekeeping.Dispose();

    /// <summary>Adds a subscription.</summary>
    internal void Add(string reader, OutletSubscription subscription)
    {
        while (!Outlet(reader).TryAdd(subscription))
        {
            // It was dropped in this very moment.
        }
    }

    /// <summary>Takes what has gathered for a front end.</summary>
    internal Task<BundleMessage> TakeAsync(string reader, long after) => Outlet(reader).TakeAsync(after);

    /// <summary>Ends subscriptions of a front end.</summary>
    internal void Leave(string reader, long[] subscriptions)
    {
        if (outlets.TryGetValue(reader, out SegmentOutlet? outlet))
        {
            outlet.Leave(subscriptions);
        }
    }

    private SegmentOutlet Outlet(string reader) => outlets.GetOrAdd(reader, _ => new SegmentOutlet(options.BundleEvery, options.BundleRest, time));

    private void DropForgotten()
    {
        foreach ((string reader, SegmentOutlet outlet) in outlets)
        {
            if (outlet.Silence >= options.OutletLease && outlets.TryRemove(KeyValuePair.Create(reader, outlet)))
            {
                outlet.Dispose();
            }
        }
    }
}
