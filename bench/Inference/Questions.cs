using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Bench.Inference;

/// <summary>
/// A made-up session, bar after bar: bass and lead are a model's, and each bar is asked for after those that were played. Styles, keys and
/// places in the phrase in turn. The rules' own bars are made beforehand: they are no part of what is measured.
/// </summary>
internal sealed class Questions
{
    private const int HistoryBars = 8;
    private static readonly Part[] Parts = [Part.Drums, Part.Bass, Part.Chords, Part.Lead];

    private readonly int number;
    private readonly ComposedBar[] drafts;
    private readonly List<ComposedBar> played;
    private int bar = HistoryBars;
    private int round;

    /// <summary>A session whose first eight bars rules have written.</summary>
    /// <param name="number">Which.</param>
    /// <param name="bars">Bars it can be asked for; it begins anew after them.</param>
    public Questions(int number, int bars)
    {
        this.number = number;
        drafts = [.. Enumerable.Range(0, HistoryBars + bars).Select(Draft)];
        played = [.. drafts[..HistoryBars]];
    }

    /// <summary>The next bar's question.</summary>
    public PartRequest Next(TimeSpan within, ModelBill? bill = null) => new()
    {
        // What another round has kept is another's: the bars come again there, as they would not in life.
        Tenant = $"bench {round}", Session = $"session {number}", Within = within, Draft = drafts[bar], Layers = [1, 3], History = [.. played], Bill = bill,
    };

    /// <summary>Plays the answer.</summary>
    public void Play(PartAnswer answer)
    {
        ComposedBar draft = drafts[bar];
        IEnumerable<Note> notes = draft.Notes.Where(note => answer.Parts.All(part => part.Layer != note.Layer))
            .Concat(answer.Parts.SelectMany(part => part.Notes)).OrderBy(note => note.Tick).ThenBy(note => note.Layer).ThenBy(note => note.Pitch);
        played.RemoveAt(0);
        played.Add(draft with { Notes = [.. notes] });
        if (++bar == drafts.Length)
        {
            bar = HistoryBars;
            round++;
            played.Clear();
            played.AddRange(drafts[..HistoryBars]);
        }
    }

    // Sessions stand at different bars, as in a fleet.
    private ComposedBar Draft(int at)
    {
        BarScore score = new();
        int where = at + number;
        BarContext context = new()
        {
            Seed = (ulong)number, Style = StyleCatalogue.All[number % StyleCatalogue.All.Count].Name, Scene = "scene", Bar = where, SceneBar = where,
            Section = 0, PhraseBars = 4, Metre = Metre.Common, Tempo = Tempo.FromBpm(100), Key = new Key(number % 12, Mode.Major),
            Controls = new MusicControls(0.6, 0.5, 0.5, 0.3, 0.5), Layers = [.. Parts.Select((part, i) => new LayerContext(i, part))],
        };
        new RuleComposer().Compose(context, score);
        return new ComposedBar(context, [.. score.Chords], [.. score.Notes]);
    }
}
