using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class IdempotencyStoreContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private IIdempotencyStore Answers => Stores.Answers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_answer_wins_and_is_the_tenants_own()
    {
        var first = new KeptAnswer("aa", 201, """{"é":1}""");
        await Answers.KeepAsync(Make.Ann, "k", first, Make.Noon, Token);
        await Answers.KeepAsync(Make.Ann, "k", new KeptAnswer("bb", 409, "{}"), Make.Noon, Token);
        Assert.Equal(first, await Answers.FindAsync(Make.Ann, "k", Token));
        Assert.Null(await Answers.FindAsync(Make.Ann, "l", Token));
        Assert.Null(await Answers.FindAsync(Make.Bob, "k", Token));
        var theirs = new KeptAnswer("cc", 200, "{}");
        await Answers.KeepAsync(Make.Bob, "k", theirs, Make.Noon, Token);
        Assert.Equal(theirs, await Answers.FindAsync(Make.Bob, "k", Token));
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_day_and_dropped_after_it()
    {
        var answer = new KeptAnswer("aa", 200, "{}");
        await Answers.KeepAsync(Make.Ann, "old", answer, Make.Noon, Token);
        await Answers.KeepAsync(Make.Ann, "day", answer, Make.Noon.AddHours(24), Token);
        Assert.NotNull(await Answers.FindAsync(Make.Ann, "old", Token));
        await Answers.KeepAsync(Make.Ann, "later", answer, Make.Noon.AddHours(24).AddTicks(1), Token);
        Assert.Null(await Answers.FindAsync(Make.Ann, "old", Token));
        Assert.NotNull(await Answers.FindAsync(Make.Ann, "day", Token));
    }
}
