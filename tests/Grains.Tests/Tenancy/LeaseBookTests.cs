using SessionService.Grains.Tenancy;

namespace SessionService.Grains.Tests.Tenancy;

public sealed class LeaseBookTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LeaseBook book = new();

    [Fact]
    public void What_one_holds_another_cannot_have()
    {
        Assert.Equal(8, Grant("a", free: 10));
        Assert.Equal(2, Grant("b", free: 10));
        Assert.Equal(0, Grant("c", free: 10));
    }

    [Fact]
    public void Asking_again_gives_back_what_was_held()
    {
        Assert.Equal(8, Grant("a", free: 10));

        // It has used five of them, and the register has counted those.
        Assert.Equal(5, Grant("a", free: 5));
    }

    [Fact]
    public void What_is_under_way_stays_held()
    {
        Assert.Equal(8, Grant("a", free: 10));
        Assert.Equal(0, Grant("a", free: 3, underWay: 3));
        Assert.Equal(1, Grant("b", free: 4));
    }

    [Fact]
    public void A_lease_that_has_run_out_is_free_again()
    {
        Assert.Equal(8, Grant("a", free: 8));
        Assert.Equal(0, Grant("b", free: 8));
        Assert.Equal(8, Grant("b", free: 8, now: Noon + TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void More_open_than_allowed_gives_nothing() => Assert.Equal(0, Grant("a", free: -5));

    private int Grant(string holder, int free, int underWay = 0, DateTimeOffset? now = null) =>
        book.Grant(holder, underWay, wanted: 8, free, now ?? Noon, (now ?? Noon) + TimeSpan.FromSeconds(30));
}
