using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SessionService.Grains.Hosting;
using SessionService.Grains.Models;
using SessionService.Grains.Placement;
using SessionService.Grains.Tests.Support;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Grains.Tests.Models;

/// <summary>One silo has models, the other asks it.</summary>
public sealed class InferenceGrainTests : IAsyncDisposable
{
    private SmallCluster cluster = null!;
    private InProcessSiloHandle with = null!;
    private InProcessSiloHandle without = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_silo_without_models_asks_the_one_that_has_them()
    {
        var model = new ScriptedWriter(request =>
        {
            request.Bill!.Add(new ModelUse(120, 45, 6));
            return Task.FromResult(Bars.Answer);
        });
        await StartAsync(model);
        var bill = new ModelBill();
        PartRequest request = Bars.Request() with { Bill = bill };
        PartAnswer answer = await Writer(without).WriteAsync(request, Cancellation);
        Assert.Equal(JsonSerializer.Serialize(Bars.Answer.Parts), JsonSerializer.Serialize(answer.Parts));
        Assert.Equal(new ModelUse(120, 45, 6), bill.Take());
        PartRequest asked = Assert.Single(model.Asked);
        Assert.InRange(asked.Within, TimeSpan.Zero, request.Within);
        Assert.Equal(JsonSerializer.Serialize(request.Draft), JsonSerializer.Serialize(asked.Draft));
    }

    [Fact]
    public async Task A_silo_without_room_answers_at_once_and_is_left_alone_until_it_reports()
    {
        var held = new TaskCompletionSource<PartAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var model = new ScriptedWriter(_ => held.Task);
        await StartAsync(model, most: 1);
        ClusterPartWriter writer = Writer(without);
        Task<PartAnswer> first = writer.WriteAsync(Bars.Request(), Cancellation);
        while (model.Asked.IsEmpty)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.Equal(SequenceEnd.QueueFull, (await writer.WriteAsync(Bars.Request(), Cancellation)).End);
        Assert.Equal(SequenceEnd.Unavailable, (await writer.WriteAsync(Bars.Request(), Cancellation)).End);
        Assert.Single(model.Asked);
        held.SetResult(Bars.Answer);
        Assert.Equal(SequenceEnd.Done, (await first).End);
    }

    [Fact]
    public async Task What_the_own_models_have_no_room_for_goes_to_another_silo()
    {
        var model = new ScriptedWriter(_ => Task.FromResult(Bars.Answer));
        await StartAsync(model);
        var full = new ScriptedWriter(_ => Task.FromResult(PartAnswer.None(SequenceEnd.QueueFull, TimeSpan.Zero)));
        ClusterPartWriter writer = Writer(without, new PartPool(full, PartDevice.Cpu, 10));
        Assert.Equal(SequenceEnd.Done, (await writer.WriteAsync(Bars.Request(), Cancellation)).End);
        Assert.Equal((1, 1), (full.Asked.Count, model.Asked.Count));
        Assert.Equal(SequenceEnd.Done, (await Writer(with, new PartPool(model, PartDevice.Cpu, 10)).WriteAsync(Bars.Request(), Cancellation)).End);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_answer_is_of_use()
    {
        await StartAsync(new ScriptedWriter(_ => new TaskCompletionSource<PartAnswer>().Task));
        Assert.Equal(SequenceEnd.Late, (await Writer(without).WriteAsync(Bars.Request(0.3), Cancellation)).End);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<PartAnswer> answer = Writer(without).WriteAsync(Bars.Request(), given.Token);
        await given.CancelAsync();
        Assert.Equal(SequenceEnd.Cancelled, (await answer).End);
    }

    [Fact]
    public async Task Without_models_anywhere_there_is_an_answer_all_the_same()
    {
        await StartAsync(new ScriptedWriter(_ => Task.FromResult(Bars.Answer)));
        await cluster.StopAsync(with);
        Assert.Equal(SequenceEnd.Unavailable, (await Writer(without).WriteAsync(Bars.Request(), Cancellation)).End);
    }

    private async Task StartAsync(ScriptedWriter model, int most = 16)
    {
        // Reports come when the test asks for them.
        cluster = await SmallCluster.StartAsync(
            options: new SessionClusterOptions { PartsAtOnce = most, ReportEvery = TimeSpan.FromHours(1) },
            more: (name, services) =>
            {
                if (name == "Silo_0")
                {
                    services.AddSingleton(new LocalPartWriter(model, PartDevice.Gpu));
                }
            });
        with = cluster.Silos.Single(silo => silo.Name == "Silo_0");
        without = cluster.Silos.Single(silo => silo.Name != "Silo_0");
        await Board(with).ReportAsync(Cancellation);
        await Board(without).ReportAsync(Cancellation);
    }

    private ClusterPartWriter Writer(InProcessSiloHandle silo, PartPool? pool = null) =>
        new(pool, silo.ServiceProvider.GetRequiredService<IGrainFactory>(), () => Board(silo), TimeProvider.System);

    private static LoadBoard Board(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<LoadBoard>();
}
