using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Tests.Composition;

public sealed class FillTests
{
    private static readonly RuleComposer Composer = new();

    [Fact]
    public void AFillStaysBetweenItsBeatAndTheBarLine()
    {
        List<Note> notes = [];
        for (int i = 0; i < 2000; i++)
        {
            BarContext context = Contexts.Random(i);
            int from = context.Metre.TicksPerBeat * (i % context.Metre.Beats);
            Composer.ComposeFill(context, 3, from, notes);
            Assert.All(notes, n => Assert.True(n.Layer == 3 && n.Tick >= from && n.Tick < context.Metre.TicksPerBar && n.Pitch is >= 35 and <= 81));
            Assert.Equal(notes.OrderBy(n => n.Tick).ThenBy(n => n.Pitch), notes);
        }
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void AWholeBarOrItsLastBeatIsHeard(string style)
    {
        List<Note> notes = [];
        for (ulong seed = 0; seed < 50; seed++)
        {
            BarContext context = Contexts.Plain(style, seed: seed);
            Composer.ComposeFill(context, 0, 0, notes);
            Assert.NotEmpty(notes);
            Composer.ComposeFill(context, 0, 2880, notes);
            Assert.NotEmpty(notes);
        }
    }
}
