using SessionService.Grains.Messages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Grains.Mapping;

/// <summary>Bars and layers that models write, between their own types and the wire.</summary>
internal static class PartMapping
{
    private const int NoteNumbers = 5;
    private const int ChordNumbers = 3;

    public static PartRequestMessage ToMessage(this PartRequest request, TimeSpan within) => new()
    {
        Tenant = request.Tenant, Session = request.Session, Project = request.Project, Weight = request.Weight, Within = within,
        Draft = request.Draft.ToMessage(), Layers = [.. request.Layers], History = [.. request.History.Select(ToMessage)],
    };

    /// <exception cref="ArgumentException">It is not whole.</exception>
    public static PartRequest ToRequest(this PartRequestMessage message) => new()
    {
        Tenant = message.Tenant, Session = message.Session, Project = message.Project, Weight = message.Weight, Within = message.Within,
        Draft = message.Draft.ToBar(), Layers = message.Layers, History = [.. message.History.Select(ToBar)],
    };

    public static PartAnswerMessage ToMessage(this PartAnswer answer) => new()
    {
        End = answer.End.ToString(), Parts = [.. answer.Parts.Select(ToMessage)],
    };

    /// <exception cref="ArgumentException">It is not whole.</exception>
    public static PartAnswer ToAnswer(this PartAnswerMessage message, TimeSpan time) => Enum.TryParse(message.End, out SequenceEnd end)
        ? new PartAnswer(end, [.. message.Parts.Select(ToPart)], time)
        : PartAnswer.None(SequenceEnd.Unavailable, time);

    public static PartAnswerMessage With(this PartAnswerMessage message, ModelUse use) =>
        message with { Use = [use.ProcessorMicroseconds, use.AcceleratorMicroseconds, use.Tokens] };

    public static ModelUse ToUse(this PartAnswerMessage message) =>
        message.Use is [var processor, var accelerator, var tokens] ? new ModelUse(processor, accelerator, tokens) : default;

    private static BarMessage ToMessage(this ComposedBar bar)
    {
        BarContext context = bar.Context;
        MusicControls controls = context.Controls;
        return new BarMessage
        {
            Seed = context.Seed, Style = context.Style, Scene = context.Scene,
            Place = [context.Bar, context.SceneBar, context.Section, context.PhraseBars],
            Pace = [context.Metre.Beats, context.Metre.Unit, context.Tempo.MilliBpm],
            Keys = context.NextKey is { } next
                ? [context.Key.Tonic, (int)context.Key.Mode, next.Tonic, (int)next.Mode]
                : [context.Key.Tonic, (int)context.Key.Mode],
            Role = (int)context.Role, Riser = context.Riser,
            Mood = [context.Valence, controls.Density, controls.Register, controls.Brightness, controls.Tension, controls.Energy],
            Layers = [.. context.Layers.SelectMany(layer => new[] { layer.Index, (int)layer.Part })],
            Written = [.. context.Written.Select(ToMessage)],
            Chords = [.. bar.Chords.SelectMany(chord => new[] { chord.Tick, chord.Root, chord.PitchClasses })],
            Symbols = [.. bar.Chords.Select(chord => chord.Symbol)],
            Notes = Pack(bar.Notes),
        };
    }

    private static ComposedBar ToBar(this BarMessage message)
    {
        if (message is not { Place: [var bar, var sceneBar, var section, var phrase], Pace: [var beats, var unit, var tempo], Mood.Length: 6, Keys.Length: 2 or 4 })
        {
            throw new ArgumentException("The bar is not whole.", nameof(message));
        }

        double[] mood = message.Mood;
        int[] keys = message.Keys;
        var context = new BarContext
        {
            Seed = message.Seed, Style = message.Style, Scene = message.Scene, Bar = bar, SceneBar = sceneBar, Section = section,
            PhraseBars = phrase, Metre = new Metre(beats, unit), Tempo = new Tempo(tempo), Key = new Key(keys[0], (Mode)keys[1]),
            NextKey = keys.Length == 4 ? new Key(keys[2], (Mode)keys[3]) : null, Role = (BarRole)message.Role, Riser = message.Riser,
            Valence = mood[0], Controls = new MusicControls(mood[1], mood[2], mood[3], mood[4], mood[5]),
            Layers = [.. Rows(message.Layers, 2).Select(row => new LayerContext(row[0], (Part)row[1]))],
            Written = [.. message.Written.Select(ToPart)],
        };
        ChordSpan[] chords =
        [
            .. Rows(message.Chords, ChordNumbers).Zip(message.Symbols, (row, symbol) => new ChordSpan(row[0], row[1], symbol, row[2])),
        ];
        return new ComposedBar(context, chords, Unpack(message.Notes));
    }

    private static WrittenPartMessage ToMessage(WrittenPart part) => new()
    {
        Layer = part.Layer, Bar = part.Bar, Outline = part.Outline, Writer = part.Writer, Seed = part.Seed, Notes = Pack(part.Notes),
    };

    private static WrittenPart ToPart(WrittenPartMessage message) => new(
        message.Layer, message.Bar, message.Outline, message.Writer, message.Seed, Unpack(message.Notes));

    private static int[] Pack(IReadOnlyList<Note> notes) =>
        [.. notes.SelectMany(note => new[] { note.Layer, note.Tick, note.Duration, note.Pitch, note.Velocity })];

    private static Note[] Unpack(int[] numbers) =>
        [.. Rows(numbers, NoteNumbers).Select(row => new Note(row[0], row[1], row[2], (byte)row[3], (byte)row[4]))];

    private static IEnumerable<int[]> Rows(int[] numbers, int length) => numbers.Length % length == 0
        ? numbers.Chunk(length)
        : throw new ArgumentException("The bar is not whole.", nameof(numbers));
}
