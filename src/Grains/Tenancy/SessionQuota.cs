using System.Collections.Concurrent;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Tenancy;

/// <summary>A front end's side of the leases: takes permits from those it holds, and asks the tenant's grain when they are gone.</summary>
internal sealed class SessionQuota(IGrainFactory grains, SessionClusterOptions options, Attempts attempts, TimeProvider time)
{
    private readonly string holder = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<TenantId, Purse> purses = new();

    /// <summary>Takes a permit to create a session.</summary>
    /// <returns>False where the tenant's limit is reached; null where no silo answered before the deadline.</returns>
    public async Task<bool?> TakeAsync(TenantId tenant, DateTimeOffset deadline, CancellationToken cancellation)
    {
        Purse purse = purses.GetOrAdd(tenant, _ => new Purse());
        if (purse.TryTake(time.GetTimestamp()))
        {
            return true;
        }

        // One asks for all that wait.
        await purse.Asking.WaitAsync(cancellation);
        try
        {
            if (purse.TryTake(time.GetTimestamp()))
            {
                return true;
            }

            // A lease whose answer is lost ends with the next one.
            ITenantGrain grain = grains.GetGrain<ITenantGrain>(GrainKeys.Of(tenant));
            LeaseMessage? lease = await attempts.MakeAsync(
                () => grain.LeaseSessionsAsync(holder, purse.UnderWay, options.LeasePermits), deadline, cancellation);
            if (lease is null)
            {
                return null;
            }

            long ends = time.GetTimestamp() + (long)(lease.ValidFor.TotalSeconds * time.TimestampFrequency);
            purse.Fill(lease.Permits, ends);
            return purse.TryTake(time.GetTimestamp());
        }
        finally
        {
            purse.Asking.Release();
        }
    }

    /// <summary>Says that a permit was used, or was not.</summary>
    public void Settle(TenantId tenant, bool used) => purses[tenant].Settle(used);

    private sealed class Purse
    {
        private readonly Lock gate = new();
        private int permits;
        private int underWay;
        private long ends;

        public SemaphoreSlim Asking { get; } = new(1);

        public int UnderWay
        {
            get
            {
                lock (gate)
                {
                    return underWay;
                }
            }
        }

        public bool TryTake(long now)
        {
            lock (gate)
            {
                if (permits == 0 || now >= ends)
                {
                    return false;
                }

                permits--;
                underWay++;
                return true;
            }
        }

        public void Fill(int granted, long until)
        {
            lock (gate)
            {
                permits = granted;
                ends = until;
            }
        }

        public void Settle(bool used)
        {
            lock (gate)
            {
                underWay--;
                permits += used ? 0 : 1;
            }
        }
    }
}
