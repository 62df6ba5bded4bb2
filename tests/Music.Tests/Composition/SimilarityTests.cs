using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Tests.Composition;

/// <summary>An hour of a scene says the same thing again, and never says it twice in the same words.</summary>
public sealed class SimilarityTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void TheMotifIsKnownAgainAndOtherScenesHaveAnother(string style)
    {
        int bars = (int)(StyleCatalogue.Find(style)!.DefaultBpm * 60 / 4);
        List<Dictionary<int, int>>[] scenes =
            [.. Enumerable.Range(0, 6).Select(scene => Statements(style, "scene" + scene, scene == 0 ? bars : 128))];
        double own = 0;
        int owns = 0;
        for (int i = 1; i < scenes[0].Count; i++)
        {
            own += Likeness(scenes[0][0], scenes[0][i]);
            owns++;
        }

        double other = 0;
        int others = 0;
        foreach (List<Dictionary<int, int>> scene in scenes.Skip(1))
        {
            foreach (Dictionary<int, int> statement in scene)
            {
                other += Likeness(scenes[0][0], statement);
                others++;
            }
        }

        own /= owns;
        other /= others;
        output.WriteLine($"{style}: statements of an hour are {own:0.00} like the first, other scenes' {other:0.00}");
        Assert.True(own >= 0.6, $"{own:0.00}");
        Assert.True(own >= other + 0.1, $"{own:0.00} against {other:0.00}");
    }

    // A unit's first bar, as steps and pitches against the first note.
    private static List<Dictionary<int, int>> Statements(string style, string scene, int bars)
    {
        List<Dictionary<int, int>> statements = [];
        BarContext context = Contexts.Plain(style, Mode.Minor, 11) with { Scene = scene, PhraseBars = 8 };
        context = context with { Controls = context.Controls with { Density = 0.8 } };
        for (int bar = 0; bar < bars; bar += 4)
        {
            List<Note> notes = Passages.Of(Passages.Bar(context.At(bar)), Part.Lead);
            if (notes.Count >= 2)
            {
                statements.Add(notes.DistinctBy(Passages.Step).ToDictionary(Passages.Step, note => note.Pitch - notes[0].Pitch));
            }
        }

        return statements;
    }

    // Half for the same places, half for the same contour at them, within the step a scale or chord may bend it by.
    private static double Likeness(Dictionary<int, int> a, Dictionary<int, int> b)
    {
        int both = a.Keys.Count(b.ContainsKey);
        double rhythm = (double)both / a.Keys.Union(b.Keys).Count();
        double contour = both == 0 ? 0 : (double)a.Count(note => b.TryGetValue(note.Key, out int pitch) && Math.Abs(pitch - note.Value) <= 2) / both;
        return 0.5 * (rhythm + contour);
    }
}
