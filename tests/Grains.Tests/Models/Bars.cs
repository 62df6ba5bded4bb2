using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Grains.Tests.Models;

/// <summary>Requests with something in every place.</summary>
internal static class Bars
{
    public static PartAnswer Answer { get; } = new(
        SequenceEnd.Done, [new WrittenPart(1, 9, 77, "tune 1.0.0", ulong.MaxValue, [new Note(1, 0, 480, 64, 90), new Note(1, 960, 1, 127, 1)])], TimeSpan.FromMilliseconds(3));

    public static PartRequest Request(double seconds = 30) => new()
    {
        Tenant = "mine", Session = "tune", Project = "game", Weight = 3, Within = TimeSpan.FromSeconds(seconds), Draft = Bar(9, next: true), Layers = [1, 2],
        History = [Bar(7, next: false), Bar(8, next: false)],
    };

    private static ComposedBar Bar(int bar, bool next) => new(
        new BarContext
        {
            Seed = 0x8000_0000_0000_0001, Style = "ambient", Scene = "calm", Bar = bar, SceneBar = 3, Section = 2, PhraseBars = 8, Metre = new Metre(7, 8),
            Tempo = new Tempo(93_500), Key = new Key(2, Mode.Dorian), NextKey = next ? new Key(11, Mode.Blues) : null, Role = next ? BarRole.Fill : BarRole.Body,
            Riser = !next, Valence = 0.25, Controls = new MusicControls(0.1, 0.2, 0.3, 0.4, 0.6),
            Layers = [new LayerContext(0, Part.Drums), new LayerContext(1, Part.Lead), new LayerContext(4, Part.Counter)],
            Written = next ? Answer.Parts : [],
        },
        [new ChordSpan(0, 2, "Dm7", 0b10_0010_0100), new ChordSpan(1_680, 7, "G/B", 0b1000_1000_0100)],
        [new Note(0, 0, 1, 36, 127), new Note(1, 5, 3_360, 0, 1)]);
}
