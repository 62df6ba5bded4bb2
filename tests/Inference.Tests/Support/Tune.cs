using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Inference.Tests.Support;

/// <summary>A session's bars, written one after the other, some layers by a writer.</summary>
internal sealed class Tune
{
    private readonly RuleComposer composer = new();
    private readonly List<ComposedBar> played = [];

    public string Style { get; init; } = "lo-fi";

    public ulong Seed { get; init; } = 1;

    public Key Key { get; init; } = new(0, Mode.Major);

    public Metre Metre { get; init; } = Metre.Common;

    public double Density { get; init; } = 0.5;

    public double Register { get; init; } = 0.5;

    public Part[] Parts { get; init; } = [Part.Drums, Part.Bass, Part.Chords, Part.Lead, Part.Counter];

    public Part[] Asked { get; init; } = [Part.Bass, Part.Lead];

    /// <summary>Bars as they were played.</summary>
    public IReadOnlyList<ComposedBar> Played => played;

    /// <summary>A bar by rules.</summary>
    public ComposedBar Draft(int bar)
    {
        BarScore score = new();
        BarContext context = Context(bar);
        composer.Compose(context, score);
        return new ComposedBar(context, [.. score.Chords], [.. score.Notes]);
    }

    /// <summary>The question for the bar after those that were played.</summary>
    public PartRequest Request(string session = "a") => new()
    {
        Tenant = "tenant", Session = session, Within = TimeSpan.FromMinutes(5), Draft = Draft(played.Count),
        Layers = [.. Parts.Index().Where(part => Asked.Contains(part.Item)).Select(part => part.Index)],
        History = [.. played.TakeLast(8)],
    };

    /// <summary>Has the next bar written and plays it.</summary>
    public async Task<PartAnswer> PlayAsync(IPartWriter writer, CancellationToken cancellation)
    {
        PartRequest request = Request();
        PartAnswer answer = await writer.WriteAsync(request, cancellation);
        Play(request.Draft, answer);
        return answer;
    }

    /// <summary>Plays a bar: what was written in place of what rules wrote.</summary>
    public void Play(ComposedBar draft, PartAnswer answer)
    {
        IEnumerable<Note> notes = draft.Notes.Where(note => answer.Parts.All(part => part.Layer != note.Layer))
            .Concat(answer.Parts.SelectMany(part => part.Notes)).OrderBy(note => note.Tick).ThenBy(note => note.Layer).ThenBy(note => note.Pitch);
        played.Add(draft with { Notes = [.. notes] });
    }

    private BarContext Context(int bar) => new()
    {
        Seed = Seed, Style = Style, Scene = "scene", Bar = bar, SceneBar = bar, Section = 0, PhraseBars = 4, Metre = Metre,
        Tempo = Tempo.FromBpm(90), Key = Key, Controls = new MusicControls(Density, Register, 0.5, 0.3, 0.5),
        Layers = [.. Parts.Select((part, i) => new LayerContext(i, part))],
    };
}
