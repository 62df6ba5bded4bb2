using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>Passages of eight bars in all modes and metres, under random controls, at any place of the form.</summary>
internal static class Passages
{
    private static readonly RuleComposer Composer = new();
    private static readonly Metre[] Metres = [new(4, 4), new(3, 4), new(6, 8), new(5, 4), new(7, 8)];

    public static IEnumerable<List<(BarContext Context, BarScore Score)>> Of(string style, int count)
    {
        for (int i = 0; i < count; i++)
        {
            CounterRandom draws = CounterRandom.For(99, 0, i, 0);
            Mode mode = (Mode)(i % Contexts.Modes);
            BarContext context = Contexts.Plain(style, mode, (ulong)i) with
            {
                Metre = Metres[i % Metres.Length],
                Key = new Key(draws.Next(12), mode),
                Valence = draws.NextDouble(),
                Controls = new MusicControls(0.35 + (0.65 * draws.NextDouble()), draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble()),
            };
            int start = 8 * draws.Next(12);
            yield return [.. Enumerable.Range(start, 8).Select(bar => (context.At(bar), Bar(context.At(bar))))];
        }
    }

    public static BarScore Bar(BarContext context)
    {
        BarScore score = new();
        Composer.Compose(context, score);
        return score;
    }

    /// <summary>The sixteenth a note belongs to, whatever swing and hand made of it.</summary>
    public static int Step(Note note) => (note.Tick + 60) / 240;

    public static List<Note> Of(BarScore score, Part part) => [.. score.Notes.Where(note => note.Layer == (int)part)];
}
