using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>A bar is a function of its context.</summary>
public sealed class PurityTests
{
    private static readonly RuleComposer Composer = new();

    [Fact]
    public void BarsAreTheSameInAnyOrderAndOnAnyThread()
    {
        const int Count = 400;
        List<Note>[] forward = new List<Note>[Count];
        for (int i = 0; i < Count; i++)
        {
            forward[i] = Bar(Contexts.Random(i));
        }

        Parallel.For(0, Count, i =>
        {
            int index = Count - 1 - i;
            Assert.Equal(forward[index], Bar(Contexts.Random(index)));
        });
    }

    [Fact]
    public void TheBarNumberOfTheSessionDoesNotMatter() =>
        Assert.Equal(Bar(Contexts.Plain(sceneBar: 13)), Bar(Contexts.Plain(sceneBar: 13) with { Bar = 999 }));

    [Fact]
    public void SeedSceneAndVisitMatter()
    {
        BarContext context = Contexts.Plain(sceneBar: 10);
        List<Note> notes = Bar(context);
        Assert.NotEqual(notes, Bar(context with { Seed = 2 }));
        Assert.NotEqual(notes, Bar(context with { Scene = "other" }));
        Assert.NotEqual(notes, Bar(context with { Section = 1 }));
    }

    [Fact]
    public void ALayerDoesNotDependOnThoseBesideIt()
    {
        // Bass and drums know of each other; the others are written alone.
        BarContext all = Contexts.Plain("cinematic", sceneBar: 9);
        BarContext fewer = all with { Layers = [Contexts.AllParts[1], Contexts.AllParts[3], Contexts.AllParts[4]] };
        Assert.Equal(Bar(all).Where(n => n.Layer is 3 or 4), Bar(fewer).Where(n => n.Layer is 3 or 4));
    }

    [Fact]
    public void ABarAllocatesNothing()
    {
        BarContext[] contexts = [.. Enumerable.Range(0, 200).Select(Contexts.Random)];
        BarScore score = new();
        List<Note> notes = new(256);
        // The runtime may allocate on this thread while it recompiles what is hot; the code does not.
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);

        void Run()
        {
            foreach (BarContext context in contexts)
            {
                Composer.Compose(context, score);
                Composer.ComposeFill(context, 0, 0, notes);
            }
        }
    }

    [Fact]
    public void UnknownStylesAndMetresAreRefused()
    {
        Assert.Throws<ArgumentException>(() => Bar(Contexts.Plain("polka")));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bar(Contexts.Plain() with { Metre = new Metre(4, 3) }));
    }

    private static List<Note> Bar(BarContext context)
    {
        BarScore score = new();
        Composer.Compose(context, score);
        return score.Notes;
    }
}
