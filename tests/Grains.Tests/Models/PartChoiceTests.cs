using SessionService.Grains.Messages;
using SessionService.Grains.Models;

namespace SessionService.Grains.Tests.Models;

/// <summary>Which silo writes the next bar.</summary>
public sealed class PartChoiceTests
{
    private const string Self = "s0";

    private readonly PartChoice choice = new();

    [Fact]
    public void One_with_an_accelerator_comes_first()
    {
        choice.Update([Silo("s1", PartDevice.Cpu), Silo("s2", PartDevice.Gpu, underWay: 50), Silo("s3", PartDevice.None)]);
        Assert.Equal("s2", choice.Choose(Self));
    }

    [Fact]
    public void Among_equals_the_one_with_least_under_way_counting_what_was_asked_since()
    {
        choice.Update([Silo("s1", PartDevice.Cpu, underWay: 2), Silo("s2", PartDevice.Cpu, underWay: 3)]);
        Assert.Equal(["s1", "s1", "s2"], [choice.Choose(Self)!, choice.Choose(Self)!, choice.Choose(Self)!]);
        choice.Answered("s1", taken: true);
        Assert.Equal("s1", choice.Choose(Self));
    }

    [Fact]
    public void One_that_is_full_or_leaves_or_asks_is_not_asked()
    {
        choice.Update(
        [
            Silo(Self, PartDevice.Gpu), Silo("s1", PartDevice.Gpu) with { PartsFull = true }, Silo("s2", PartDevice.Gpu) with { Draining = true },
        ]);
        Assert.Null(choice.Choose(Self));
    }

    [Fact]
    public void One_that_refused_is_not_asked_before_it_has_reported_again()
    {
        choice.Update([Silo("s1", PartDevice.Gpu), Silo("s2", PartDevice.Cpu)]);
        choice.Answered(choice.Choose(Self)!, taken: false);
        Assert.Equal("s2", choice.Choose(Self));
        choice.Update([Silo("s1", PartDevice.Gpu), Silo("s2", PartDevice.Cpu)]);
        Assert.Equal("s1", choice.Choose(Self));
    }

    private static SiloLoadMessage Silo(string name, PartDevice device, int underWay = 0) => new() { Silo = name, Parts = device, PartsUnderWay = underWay };
}
