using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class SessionStoreContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private ISessionStore Sessions => Stores.Sessions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("project", 3, ulong.MaxValue)]
    [InlineData(null, 0, 0UL)]
    [InlineData(null, 0, 0x8000_0000_0000_0000UL)]
    public async Task A_session_is_found_as_it_was_made(string? project, int version, ulong seed)
    {
        var record = new SessionRecord(Make.Session("s"), project, version, seed, """{"é":1}""", Make.Noon, null);
        Assert.True(await Sessions.CreateAsync(record, Token));
        Assert.Equal(record, await Sessions.FindAsync(Make.Session("s"), Token));
    }

    [Fact]
    public async Task A_key_that_is_taken_is_refused_and_the_first_stays()
    {
        Assert.True(await Sessions.CreateAsync(Record("s"), Token));
        Assert.False(await Sessions.CreateAsync(Record("s") with { Seed = 2 }, Token));
        Assert.Equal(Record("s"), await Sessions.FindAsync(Make.Session("s"), Token));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        await Sessions.CreateAsync(Record("s"), Token);
        Assert.Null(await Sessions.FindAsync(Make.Session("s", Make.Bob), Token));
        Assert.Empty(await Sessions.ListAsync(Make.Bob, null, 10, Token));
        Assert.Equal(0, await Sessions.CountOpenAsync(Make.Bob, Token));
        await Sessions.CloseAsync(Make.Session("s", Make.Bob), Make.Noon, Token);
        Assert.Equal(1, await Sessions.CountOpenAsync(Make.Ann, Token));
        Assert.True(await Sessions.CreateAsync(Record("s", Make.Bob), Token));
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_ids_and_goes_on_after_the_last()
    {
        foreach (string id in new[] { "b", "a", "C", "-", "_" })
        {
            await Sessions.CreateAsync(Record(id), Token);
        }

        await Sessions.CreateAsync(Record("zz", Make.Bob), Token);
        Assert.Equal(["-", "C", "_"], (await Sessions.ListAsync(Make.Ann, null, 3, Token)).Select(record => record.Key.Id));
        Assert.Equal(["a", "b"], (await Sessions.ListAsync(Make.Ann, "_", 3, Token)).Select(record => record.Key.Id));
        Assert.Empty(await Sessions.ListAsync(Make.Ann, "b", 3, Token));
    }

    [Fact]
    public async Task Closing_counts_once_and_keeps_the_first_time()
    {
        await Sessions.CreateAsync(Record("s"), Token);
        await Sessions.CreateAsync(Record("t"), Token);
        Assert.Equal(2, await Sessions.CountOpenAsync(Make.Ann, Token));
        await Sessions.CloseAsync(Make.Session("s"), Make.Noon.AddHours(1), Token);
        await Sessions.CloseAsync(Make.Session("s"), Make.Noon.AddHours(2), Token);
        await Sessions.CloseAsync(Make.Session("none"), Make.Noon, Token);
        Assert.Equal(1, await Sessions.CountOpenAsync(Make.Ann, Token));
        Assert.Equal(Make.Noon.AddHours(1), (await Sessions.FindAsync(Make.Session("s"), Token))!.ClosedAt);
    }

    private static SessionRecord Record(string id, TenantId? tenant = null)
    {
        return new SessionRecord(Make.Session(id, tenant), null, 0, 1, "{}", Make.Noon, null);
    }
}
