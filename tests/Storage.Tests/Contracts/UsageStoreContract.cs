using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class UsageStoreContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sums_are_by_session_or_tenant_and_by_time_from_inclusive_to_exclusive()
    {
        IUsageStore usage = Stores.Usage;
        await usage.AddAsync([Record("s", 0, 1), Record("s", 1, 10), Record("t", 1, 100)], Token);
        await usage.AddAsync([Record("s", 2, 1000), Record("s", 1, 5000, Make.Bob)], Token);
        await usage.AddAsync([], Token);
        Assert.Equal(Sum("s", 11, 2), await usage.SumAsync(Make.Ann, "s", Make.Noon, Make.Noon.AddHours(2), Token));
        Assert.Equal(Sum("", 111, 2), await usage.SumAsync(Make.Ann, null, Make.Noon, Make.Noon.AddHours(2), Token));
        Assert.Equal(Sum("s", 1010, 9), await usage.SumAsync(Make.Ann, "s", Make.Noon.AddHours(1), Make.Noon.AddHours(9), Token));
        Assert.Equal(Sum("u", 0, 9), await usage.SumAsync(Make.Ann, "u", Make.Noon, Make.Noon.AddHours(9), Token));
    }

    private static UsageRecord Record(string id, int hour, long amount, TenantId? tenant = null)
    {
        return new UsageRecord(
            Make.Session(id, tenant), Make.Noon.AddHours(hour), amount, 2 * amount, 3 * amount, 4 * amount, 5 * amount, 6 * amount,
            7 * amount, 8 * amount, 9 * amount);
    }

    private static UsageRecord Sum(string id, long amount, int hour)
    {
        return Record(id, hour, amount);
    }
}
