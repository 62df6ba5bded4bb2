using SessionService.Sessions.Local;

namespace SessionService.Sessions.Tests.Local;

public sealed class LeadPolicyTests
{
    [Fact]
    public void Short_leads_while_the_lead_is_built_up_raise_nothing()
    {
        var policy = new LeadPolicy();
        for (int left = 0; left < LeadPolicy.LowMark; left += 960)
        {
            Assert.True(policy.Filling);
            policy.Observe(left, 960);
        }

        Assert.False(policy.Filling);
        Assert.Equal(LeadPolicy.LowMark, policy.Target);
        policy.Fill();
        policy.Observe(0, 960);
        Assert.Equal(LeadPolicy.LowMark, policy.Target);
    }

    [Fact]
    public void Begins_at_the_low_mark_and_stays_there_while_slices_are_early()
    {
        var policy = new LeadPolicy();
        for (int i = 0; i < 500; i++)
        {
            policy.Observe(LeadPolicy.LowMark - 100, 960);
        }

        Assert.Equal(LeadPolicy.LowMark, policy.Target);
    }

    [Fact]
    public void Rises_with_each_close_slice_up_to_the_high_mark()
    {
        LeadPolicy policy = Filled();
        int before = policy.Target;
        policy.Observe(LeadPolicy.Close - 1, 960);
        Assert.True(policy.Target > before);
        for (int i = 0; i < 100; i++)
        {
            policy.Observe(-5_000, 960);
        }

        Assert.Equal(LeadPolicy.HighMark, policy.Target);
    }

    [Fact]
    public void Gives_twenty_milliseconds_back_for_each_second_of_calm()
    {
        LeadPolicy policy = Filled();
        policy.Observe(0, 960);
        int raised = policy.Target;
        for (int i = 0; i < 50; i++)
        {
            policy.Observe(LeadPolicy.LowMark, 960);
        }

        Assert.Equal(raised - 960, policy.Target);
    }

    [Fact]
    public void A_close_slice_does_not_lower_the_parting_lead()
    {
        LeadPolicy policy = Filled();
        policy.Part();
        policy.Observe(0, 960);
        Assert.Equal(LeadPolicy.PartingMark, policy.Target);
    }

    [Fact]
    public void Who_stays_has_at_most_the_high_mark_again()
    {
        LeadPolicy policy = Filled();
        policy.Part();
        policy.Stay();
        Assert.Equal(LeadPolicy.HighMark, policy.Target);

        policy = Filled();
        policy.Stay();
        Assert.Equal(LeadPolicy.LowMark, policy.Target);
    }

    private static LeadPolicy Filled()
    {
        var policy = new LeadPolicy();
        policy.Observe(LeadPolicy.LowMark, 960);
        return policy;
    }
}
