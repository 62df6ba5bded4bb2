using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Tests.Performance;

/// <summary>A composer whose notes tell what they were written for; counts what it was asked.</summary>
public sealed class FakeComposer : IComposer
{
    public List<BarContext> Bars { get; } = [];

    public List<(BarContext Context, int Layer, int From)> Fills { get; } = [];

    public List<StingerContext> Stingers { get; } = [];

    /// <summary>Ticks every note lasts; longer than a beat overlaps.</summary>
    public int Duration { get; init; } = 1_000;

    public bool Recording { get; init; } = true;

    public void Compose(BarContext context, BarScore score)
    {
        score.Clear();
        if (Recording)
        {
            Bars.Add(context);
        }

        for (int beat = 0; beat < context.Metre.Beats; beat++)
        {
            foreach (LayerContext layer in context.Layers)
            {
                int pitch = 36 + ((context.Bar + context.SceneBar + beat + (int)(context.Controls.Density * 20)) % 60);
                score.Notes.Add(new Note(
                    layer.Index, beat * context.Metre.TicksPerBeat, Duration, (byte)pitch, (byte)(1 + (layer.Index * 8))));
            }
        }

        score.Chords.Add(new ChordSpan(0, context.Key.Tonic, "I", 1 << context.Key.Tonic));
        int half = context.Metre.TicksPerBar / 2;
        int fifth = (context.Key.Tonic + 7) % 12;
        score.Chords.Add(new ChordSpan(half, fifth, "V", 1 << fifth));
    }

    public void ComposeFill(BarContext context, int layer, int fromTick, List<Note> notes)
    {
        notes.Clear();
        if (Recording)
        {
            Fills.Add((context, layer, fromTick));
        }

        for (int tick = fromTick; tick < context.Metre.TicksPerBar; tick += context.Metre.TicksPerBeat / 2)
        {
            notes.Add(new Note(layer, tick, 120, 50, 111));
        }
    }

    public void ComposeStinger(StingerContext context, List<Note> notes)
    {
        notes.Clear();
        if (Recording)
        {
            Stingers.Add(context);
        }

        notes.Add(new Note(0, 0, 480, (byte)(72 + context.ChordRoot), 100));
        notes.Add(new Note(0, 480, 480, (byte)(79 + context.ChordRoot), 90));
    }
}
