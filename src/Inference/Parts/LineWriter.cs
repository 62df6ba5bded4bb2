using SessionService.Inference.Score;
using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Inference.Parts;

/// <summary>Plays a line that a model wrote as the bar's style plays: swung, by hand, with its accents and its articulation.</summary>
internal static class LineWriter
{
    private const int StepTicks = 6;
    private const int HandPart = (1 << 24) + 16;

    // Metrical weight from sixteenth to downbeat.
    private static readonly double[] Weights = [0.42, 0.6, 0.78, 0.9, 1];

    /// <summary>The notes of a line, in order of tick.</summary>
    /// <param name="context">The bar.</param>
    /// <param name="manner">How it is played.</param>
    /// <param name="line">Which role and layer.</param>
    /// <param name="events">What the model wrote: events that fill the bar.</param>
    public static List<Note> Play(BarContext context, BarManner manner, PlannedLine line, ReadOnlySpan<ScoreEvent> events)
    {
        Part part = RoleLayers.PartOf(line.Role);
        (double gate, int longest) = manner.Articulation(part);
        CounterRandom draws = CounterRandom.For(context.Seed, context.Section, context.Bar, HandPart + line.Role);
        int shift = LineReader.ShiftOf(context.Key);
        Music.Styles.PartRange range = manner.Range(part);
        List<Note> notes = [];
        for (int i = 0; i < events.Length; i++)
        {
            if (events[i].Kind != ScoreEventKind.Note)
            {
                continue;
            }

            int step = Math.Min(events[i].Onset / StepTicks, manner.Steps - 1);
            int tick = manner.Hand(step, draws.ValueAt(4 * step));
            int gap = manner.TickOf(Math.Min((events[i].Onset + events[i].Ticks) / StepTicks, manner.Steps)) - tick;
            bool ties = line.TailTicks > 0 && i == events.Length - 1;
            int length = ties
                ? gap + (line.TailTicks * BarGrid.StepTicks / StepTicks)
                : Math.Clamp((int)(gap * gate), 1, longest * BarGrid.StepTicks);
            int pitch = PitchClass.Fold(events[i].Pitch - shift, range.Low, range.High);
            byte velocity = manner.Velocity(Weight(part, manner.Strength(step)), step, draws.ValueAt((4 * step) + 1));
            notes.Add(new Note(line.Layer, tick, Math.Max(1, length), (byte)pitch, velocity));
        }

        return notes;
    }

    private static double Weight(Part part, int strength) => part switch
    {
        Part.Bass => 0.9 * Weights[strength],
        Part.Counter => 0.15 + (0.6 * Weights[strength]),
        _ => 0.25 + (0.75 * Weights[strength]),
    };
}
