using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Tests.Scheduling;

/// <summary>Overload is told at once.</summary>
public sealed class AdmissionTests
{
    private static readonly AdmissionRules Rules = new(Queue: 100, QueuePerTenant: 10);
    private static readonly StepCosts Costs = new((1, 400), (16, 1600));

    [Theory]
    [InlineData(0, 0, 4_000, Admission.Accepted)]
    [InlineData(0, 0, 3_999, Admission.TooLate)]
    [InlineData(99, 9, 1_000_000, Admission.Accepted)]
    [InlineData(100, 0, 1_000_000, Admission.QueueFull)]
    [InlineData(99, 10, 1_000_000, Admission.TenantQueueFull)]
    public void It_says_what_is_in_the_way(int waiting, int ofTenant, long deadline, Admission expected)
    {
        SequenceState asked = BatchPolicyTests.Of(deadline: deadline, steps: 10);

        Assert.Equal(expected, Rules.Decide(asked, waiting, ofTenant, now: 0, Costs));
    }

    [Fact]
    public void Costs_must_ascend()
    {
        Assert.Throws<ArgumentException>(() => new StepCosts());
        Assert.Throws<ArgumentException>(() => new StepCosts((4, 600), (4, 700)));
        Assert.Throws<ArgumentException>(() => new StepCosts((4, 0)));
        Assert.Throws<ArgumentException>(() => new StepCosts((1, double.NaN)));
    }
}
