using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Performance;

/// <summary>The rule composer under random maps and storms of events.</summary>
public sealed class ComposedVisitTests
{
    [Fact]
    public void EveryNoteEndsAndLiesInItsPartsRange() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(SessionScript.Arbitrary(), script =>
        {
            Play performance = Play.Start(script.Map, script.Seed, new RuleComposer());
            List<Directive> directives = [];
            List<Mark> marks = [];
            foreach ((int wait, Command command) in script.Visit)
            {
                performance.Advance(performance.Head + wait, directives, marks);
                performance.Apply(command);
            }

            performance.Advance(performance.Head + 960_000, directives, marks);
            string style = "";
            int stingers = performance.Layers.Count - 1;
            foreach (Directive directive in directives)
            {
                style = directive.Kind == DirectiveKind.SceneChange ? performance.Styles[directive.Target] : style;
                if (directive.Kind == DirectiveKind.Note && directive.Target != stingers)
                {
                    Part part = performance.Layers[directive.Target].Part;
                    Idiom idiom = StyleCatalogue.Find(style)!.Idiom;
                    Assert.True(part == Part.Drums ? directive.Pitch is >= 35 and <= 81 : idiom.Ranges[part].Contains(directive.Pitch), $"{style} {part} {directive}");

                    // Two bars of the slowest and longest kind at most.
                    Assert.InRange(directive.Length, 1, 2L * 16 * 4 * 48_000 * 60 / 20);
                    Assert.InRange((int)directive.Velocity, 30, 115);
                }
            }

            Assert.Contains(directives, directive => directive.Kind == DirectiveKind.Note);
        }));

    [Fact]
    public void AChangeIsPreparedUnlessTheMapCuts()
    {
        Assert.True(Prepared(TransitionDefinition.Default).Drums);
        Assert.True(Prepared(TransitionDefinition.Default).Texture);
        Assert.False(Prepared(TransitionDefinition.Default with { Riser = false }).Texture);
        (bool drums, bool texture) = Prepared(TransitionDefinition.Cut(null, null, SyncPoint.Bar));
        Assert.False(drums || texture);
    }

    // Whether the last bar before a change differs from the bar the scene would have had.
    private static (bool Drums, bool Texture) Prepared(TransitionDefinition transition)
    {
        AdaptiveMap map = TestMap.Full(transition) with
        {
            Scenes =
            [
                TestMap.Scene("explore", layers: [new("beat", Part.Drums, 0, null), new("air", Part.Texture, 0, null)]),
                TestMap.Scene("shop", style: "house", tonic: 5, layers: [new("beat", Part.Drums, 0, null), new("air", Part.Texture, 0, null)]),
            ],
            Parameters = [],
            Events = [],
        };
        List<Directive>[] both = [[], []];
        for (int i = 0; i < 2; i++)
        {
            Play performance = Play.Start(map, 7, new RuleComposer());
            performance.Advance(100_000, both[i], []);
            if (i == 1)
            {
                performance.Apply(new SceneCommand("1", "shop", SyncPoint.Bar));
            }

            // Bars of two seconds: the change comes at the second line, decided in the second bar.
            performance.Advance(191_999, both[i], []);
        }

        List<Directive> Notes(int visit, int layer) =>
            [.. both[visit].Where(directive => directive.Kind == DirectiveKind.Note && directive.Target == layer)];
        return (!Notes(0, 0).SequenceEqual(Notes(1, 0)), !Notes(0, 1).SequenceEqual(Notes(1, 1)));
    }
}
