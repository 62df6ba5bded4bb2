using FsCheck;
using FsCheck.Fluent;
using SessionService.Inference.Registry;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Who is in a canary is decided once.</summary>
public sealed class CanaryShareTests
{
    private static readonly ChangeNote Note = new(DateTimeOffset.UnixEpoch, "ann", "");

    [Fact]
    public void Nobody_leaves_a_canary_that_grows() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNegativeInt>((tenant, session, shares) =>
        {
            (int one, int other) = (shares.Get % 100, shares.Get / 100 % 100);
            (double small, double large) = (Share(Math.Min(one, other)), Share(Math.Max(one, other)));
            RegistryState before = Canary(small);
            RegistryState after = Grown(before, large);
            string first = before.VersionFor("m", tenant.Get, null, session.Get)!;
            return first == before.VersionFor("m", tenant.Get, "project", session.Get)
                && (first != "2.0.0" || after.VersionFor("m", tenant.Get, null, session.Get) == "2.0.0");
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_share_is_kept(double share)
    {
        RegistryState state = Canary(share);
        const int sessions = 20_000;

        int inside = Enumerable.Range(0, sessions).Count(i => state.VersionFor("m", $"tenant-{i % 7}", null, $"s{i}") == "2.0.0");

        // Five standard deviations of a fair draw.
        Assert.InRange(inside, (share * sessions) - (5 * Math.Sqrt(sessions * share * (1 - share))), (share * sessions) + (5 * Math.Sqrt(sessions * share * (1 - share))));
    }

    [Fact]
    public void The_whole_share_is_everybody() =>
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal("2.0.0", Canary(1).VersionFor("m", "t", null, $"s{i}")));

    // Computed apart with Python from the definitions of FNV-1a and SplitMix64: every process, now and later, finds these.
    [Theory]
    [InlineData("score-preview", "acme", "s-1", 0.6802360325262529)]
    [InlineData("score-preview", "acme", "s-2", 0.7285475921208611)]
    [InlineData("score-full", "acme", "s-1", 0.5420626348931957)]
    public void The_place_of_a_session_is_the_same_for_good(string model, string tenant, string session, double expected) =>
        Assert.Equal(expected, SessionShare.Of(model, tenant, session), 15);

    [Fact]
    public void Names_do_not_run_into_one_another() =>
        Assert.NotEqual(SessionShare.Of("m", "ab", "c"), SessionShare.Of("m", "a", "bc"));

    private static double Share(int percent) => Math.Max(1, Math.Abs(percent)) / 100.0;

    private static RegistryState Canary(double share)
    {
        RegistryState state = RegistryState.Empty.Add("m", "1.0.0", "a", Note).Next!.Add("m", "2.0.0", "b", Note).Next!;
        return Grown(state.Promote("m", "1.0.0", anyway: false, Note).Next!, share);
    }

    private static RegistryState Grown(RegistryState state, double share) => state.StartCanary("m", "2.0.0", share, Note).Next!;
}
