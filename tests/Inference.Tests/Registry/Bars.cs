using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Bars to ask for: C major, C and G, a layer of melody and one of bass.</summary>
internal static class Bars
{
    public const int Lead = 0;
    public const int Bass = 1;

    // Pitch classes of C E G and of G B D.
    private const int C = 0b0000_1001_0001;
    private const int G = 0b1000_1000_0100;

    public static PartRequest Request(
        string session = "s", double withinMs = 1000, string tenant = "t", string? project = null, params (int Tick, byte Pitch)[] before) => new()
        {
            Tenant = tenant, Session = session, Project = project, Within = TimeSpan.FromMilliseconds(withinMs), Draft = Bar([]), Layers = [Lead],
            History = before.Length == 0 ? [] : [Bar([.. before.Select(note => new Note(Lead, note.Tick, 240, note.Pitch, 90))])],
        };

    /// <summary>A part as a model writes it for <see cref="Request"/>.</summary>
    public static WrittenPart Part(string writer, params (int Tick, byte Pitch)[] notes) => new(
        Lead, 0, BarOutline.Of(Context, Chords), writer, 1, [.. notes.Select(note => new Note(Lead, note.Tick, 240, note.Pitch, 90))]);

    public static PartAnswer Done(string writer, double ms = 0) =>
        new(SequenceEnd.Done, [Part(writer, (0, 64), (960, 65), (1920, 67))], TimeSpan.FromMilliseconds(ms));

    private static BarContext Context { get; } = new()
    {
        Seed = 1, Style = "lo-fi", Scene = "calm", Bar = 0, SceneBar = 0, Section = 0, PhraseBars = 4, Metre = Metre.Common, Tempo = new Tempo(100_000),
        Key = new Key(0, Mode.Major), Controls = new MusicControls(0.5, 0.5, 0.5, 0.5, 0.5),
        Layers = [new LayerContext(Lead, Music.Score.Part.Lead), new LayerContext(Bass, Music.Score.Part.Bass)],
    };

    private static ChordSpan[] Chords { get; } = [new(0, 0, "C", C), new(1920, 7, "G", G)];

    private static ComposedBar Bar(IReadOnlyList<Note> notes) => new(Context, Chords, notes);
}
