using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Writes the melody: the scene's motif, developed by the unit's plan along an arch, chord tones on beats and accents,
/// scale tones between, a long note where the unit closes. A second layer answers where the first rests and holds a
/// guide tone otherwise.
/// </summary>
internal static class LeadWriter
{
    private const int WidestLeap = 9;

    public static void Write(BarPlan bar, int layer, int ordinal, Strokes strokes, List<Note> notes)
    {
        Span<int> buffer = stackalloc int[Motif.Size];
        Motif motif = Motif.Of(bar.Idiom.Lead, bar.SceneSeed, buffer);
        Development development = Developments.Of(bar, bar.Form.BarInUnit);
        if (ordinal > 0)
        {
            if (development is not (Development.Rest or Development.Cadence))
            {
                Guide(bar, layer, notes);
                return;
            }

            development = Development.Answer;
        }

        Line line = new(bar, motif, development, Height(bar) - (ordinal > 0 ? 5 : 0), ordinal);
        line.Collect(strokes);
        if (ordinal == 0 && bar.Context.Role != BarRole.Body)
        {
            line.AddRun(strokes);
        }

        Emit(line, layer, strokes, notes);
    }

    // How high the tune lies, in scale degrees above the tonic: chosen once for a period. What lies between two degrees
    // is decided by a draw, so that over many periods the average follows the control smoothly.
    private static int Height(BarPlan bar)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        double centre = range.Low + 7 + (bar.Register * Math.Max(0, range.High - range.Low - 18));
        double draw = bar.UnitDraws(Use.Register, bar.Form.Unit / 2).ValueAt(0);
        return (int)Math.Floor(((centre - Tonic(bar, bar.Context.Key.Tonic)) * Scale.Size / 12) + draw);
    }

    private static int Tonic(BarPlan bar, int pitchClass) =>
        PitchClass.Nearest(pitchClass, bar.Idiom.Ranges[Part.Lead].Low + 8);

    private static void Emit(Line line, int layer, Strokes strokes, List<Note> notes)
    {
        BarPlan bar = line.Bar;
        LeadIdiom idiom = bar.Idiom.Lead;
        (int Pitch, int Degree) before = default;
        for (int i = 0; i < strokes.Count; i++)
        {
            // Pitches follow from all candidates, sounding or not, so that density does not change the tune.
            Stroke stroke = strokes[i];
            int pitch = line.Pitch(stroke, before);
            before = (pitch, line.Degree(stroke));
            if (!stroke.Sounds)
            {
                continue;
            }

            int tick = bar.Hand(stroke.Step, line.Draw((stroke.Step * 4) + 1));
            int gap = bar.Grid.TickOf(strokes.NextSounding(i, bar.Grid.Steps), bar.Swing) - tick;
            int length = Math.Clamp((int)(gap * idiom.Gate), 1, idiom.LongestSteps * BarGrid.StepTicks);
            byte velocity = bar.Velocity(0.25 + (0.75 * Strokes.Weight(stroke.Kind)), stroke.Step, line.Draw((stroke.Step * 4) + 2));
            notes.Add(new Note(layer, tick, length, (byte)pitch, velocity));
        }
    }

    // The tone that makes the chord what it is: its third, or what stands for it.
    private static void Guide(BarPlan bar, int layer, List<Note> notes)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        int near = Scale.Of(bar.Context.Key).PitchAt(Tonic(bar, bar.Context.Key.Tonic), Height(bar) - 2);
        for (int i = 0; i < bar.SlotCount; i++)
        {
            HarmonySlot slot = bar.Slots[i];
            int from = bar.Grid.TickOf(slot.Step, bar.Swing);
            int to = i + 1 < bar.SlotCount ? bar.Grid.TickOf(bar.Slots[i + 1].Step, bar.Swing) : bar.Grid.BarTicks;
            near = PitchClass.Fold(PitchClass.Nearest(slot.Chord.Root + slot.Chord.Third, near), range.Low, range.High);
            if (bar.Density >= 0.3)
            {
                notes.Add(new Note(layer, from, to - from, (byte)near, bar.Velocity(0.2, slot.Step, 0.5)));
            }
        }
    }

    /// <summary>The melody of one bar.</summary>
    private readonly ref struct Line(BarPlan bar, Motif motif, Development development, int height, int ordinal)
    {
        private readonly Motif motif = motif;
        private readonly CounterRandom draws = bar.BarDraws(Use.Lead, ordinal);
        private readonly int anchor = height + Developments.Anchor(bar, motif);

        public BarPlan Bar => bar;

        private int FinalStep => bar.Grid.HalfStep;

        public double Draw(int index) => draws.ValueAt(index);

        public void Collect(Strokes strokes)
        {
            strokes.Clear();
            StepPattern answer = bar.Idiom.Lead.Answers[(int)(draws.ValueAt(4095) * bar.Idiom.Lead.Answers.Count)];
            double shift = development == Development.Rest ? 0.6 : 0;
            int end = bar.Context.Role == BarRole.Body ? bar.Grid.Steps : RunStart();
            for (int step = 0; step < end; step++)
            {
                int cell = bar.Grid.IsRepeat(step) ? BarGrid.NoCell : bar.Grid.Cell(step);
                char kind = Kind(step, cell, answer);
                if (kind != '.')
                {
                    double threshold = Threshold(kind) + shift + ((draws.ValueAt(step * 4) - 0.5) * 0.14);
                    strokes.Add(step, kind, bar.Density >= Math.Min(threshold, 0.99));
                }
            }
        }

        /// <summary>A run up to the tonic that follows, over the bar's last beat.</summary>
        public void AddRun(Strokes strokes)
        {
            int stride = bar.Energy > 0.6 ? 1 : 2;
            for (int step = RunStart(); step < bar.Grid.Steps; step += stride)
            {
                double along = (double)(step - RunStart()) / bar.Grid.Steps;
                strokes.Add(step, 'n', bar.Density >= 0.2 + (0.4 * (step % 2)) + (0.2 * along));
            }
        }

        public int Pitch(Stroke stroke, (int Pitch, int Degree) before)
        {
            PartRange range = bar.Idiom.Ranges[Part.Lead];
            HarmonySlot slot = bar.Slots[bar.SlotAt(stroke.Step)];
            int degree = Degree(stroke);
            int pitch = slot.Scale.PitchAt(Tonic(bar, slot.Scale.Tonic), degree);
            bool chordal = bar.Grid.Strength(stroke.Step) >= 2 || stroke.Kind is 'X' or 'C';
            bool home = stroke.Kind == 'C' && bar.Form.IsClosed && slot.Chord.Contains(bar.Context.Key.Tonic);
            pitch = home ? PitchClass.Nearest(bar.Context.Key.Tonic, pitch) : pitch;
            pitch = chordal && stroke.Kind != 'n' ? PitchClass.NearestIn(slot.Chord.Mask, pitch) : pitch;
            if (before.Pitch > 0)
            {
                bool moves = pitch == before.Pitch && degree != before.Degree && stroke.Kind is not ('n' or 'C');
                pitch = moves ? Onward(chordal ? slot.Chord.Mask : slot.Scale.Mask, pitch, Math.Sign(degree - before.Degree)) : pitch;
                pitch += Math.Abs(pitch - before.Pitch) <= WidestLeap ? 0 : pitch > before.Pitch ? -12 : 12;
            }

            return Inside(range, chordal ? slot.Chord.Mask : slot.Scale.Mask, pitch);
        }

        // At the ends of the range the tune bends back by the next tone, not by an octave.
        private static int Inside(PartRange range, int mask, int pitch)
        {
            while (pitch > range.High)
            {
                pitch = Onward(mask, pitch, -1);
            }

            while (pitch < range.Low)
            {
                pitch = Onward(mask, pitch, 1);
            }

            return pitch;
        }

        // Where the contour moves but the chord would hold the tune back, the next tone of the chord that way.
        private static int Onward(int mask, int pitch, int direction)
        {
            do
            {
                pitch += direction;
            }
            while (!PitchClass.In(mask, pitch));
            return pitch;
        }

        private static double Threshold(char kind) => kind switch { 'C' => 0.03, 'X' => 0.1, 'x' => 0.36, _ => 0.6 };

        private int RunStart() => bar.Grid.GroupStart(bar.Grid.Groups - 1);

        private char Kind(int step, int cell, StepPattern answer)
        {
            switch (development)
            {
                case Development.Answer or Development.Rest:
                    return answer[cell];
                case Development.Fragment:
                    return cell < 0 ? '.' : motif.Rhythm[cell & 7];
                case Development.Cadence when step == FinalStep:
                    return 'C';
                case Development.Cadence:
                    return step < FinalStep ? char.ToLowerInvariant(motif.Rhythm[cell]) : '.';
                default:
                    return motif.Rhythm[cell];
            }
        }

        public int Degree(Stroke stroke)
        {
            int cell = Math.Max(0, bar.Grid.Cell(stroke.Step));
            switch (development)
            {
                case var _ when stroke.Kind == 'n':
                    int left = bar.Grid.Steps - stroke.Step;
                    return height + 4 - (bar.Energy > 0.6 ? left : (left + 1) / 2);
                case Development.Inversion:
                    return anchor - motif.At(cell);
                case Development.Fragment:
                    return anchor + motif.At(cell & 7) - (cell >> 3);
                case Development.Answer or Development.Rest:
                    return anchor + motif.At(15 - cell) - 1;
                case Development.Cadence when stroke.Kind == 'C':
                    return anchor;
                case Development.Cadence:
                    return anchor + 1 + motif.At(cell);
                default:
                    return anchor + motif.At(cell);
            }
        }
    }
}
