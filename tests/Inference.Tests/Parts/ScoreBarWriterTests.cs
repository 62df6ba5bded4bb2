using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;

namespace SessionService.Inference.Tests.Parts;

/// <summary>Bars written by the preview model, through ONNX Runtime.</summary>
public sealed class ScoreBarWriterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bars_come_one_after_the_other()
    {
        using InferenceScheduler scheduler = Models.Serve(4);
        ScoreBarWriter writer = new(Models.Preview, scheduler, new RuleComposer(), new ScoreWriterOptions(), TimeProvider.System);
        Tune tune = new();
        for (int bar = 0; bar < 12; bar++)
        {
            PartAnswer answer = await tune.PlayAsync(writer, Stop);
            Assert.Equal(SequenceEnd.Done, answer.End);
            Assert.Equal([1, 3], answer.Parts.Select(part => part.Layer).Order());
            Assert.All(answer.Parts, part => Assert.Equal((bar, "score-preview 1.0.0", 1UL), (part.Bar, part.Writer, part.Seed)));
            Assert.NotEmpty(answer.Parts.Single(part => part.Layer == 1).Notes);
        }
    }
}
