using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>The melody of one bar: where it may sound, and the pitches.</summary>
internal readonly ref struct MelodyLine(BarPlan bar, Motif motif, Development development, int ordinal)
{
    private const int WidestLeap = 9;

    private readonly Motif motif = motif;

    // What a unit leaves out it leaves out in all its bars, so that the motif's rhythm is known again.
    private readonly CounterRandom draws = bar.UnitDraws(Use.Lead, bar.TuneOf(bar.Form.Unit), ordinal);
    private readonly int height = Height(bar) - (ordinal > 0 ? 5 : 0);
    private readonly int anchor = Height(bar) - (ordinal > 0 ? 5 : 0) + Developments.Anchor(bar, motif);

    public BarPlan Bar => bar;

    /// <summary>Which of the scene's leads it is, from 0.</summary>
    public int Ordinal => ordinal;

    // In the middle of the bar; at its beginning where a blues turns round in the second half.
    private int FinalStep => bar.Blues is not null && bar.SlotCount > 1 ? 0 : bar.Grid.HalfStep;

    /// <summary>
    /// How high the tune lies, in scale degrees above the tonic: chosen once for a period. What lies between two degrees
    /// is decided by a draw, so that over many periods the average follows the control smoothly.
    /// </summary>
    public static int Height(BarPlan bar)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        double centre = range.Low + 7 + (bar.Register * Math.Max(0, range.High - range.Low - 18));
        double draw = bar.UnitDraws(Use.Register, bar.Form.Period).ValueAt(0);
        return (int)Math.Floor(((centre - Tonic(bar, bar.Key.Tonic)) * Scale.Size / 12) + draw);
    }

    /// <summary>The key that degree 0 has.</summary>
    public static int Tonic(BarPlan bar, int pitchClass) =>
        PitchClass.Nearest(pitchClass, bar.Idiom.Ranges[Part.Lead].Low + 8);

    /// <summary>Every place the melody may sound at.</summary>
    public void Collect(Strokes strokes)
    {
        strokes.Clear();
        StepPattern answer = bar.Idiom.Lead.Answers[(int)(draws.ValueAt(4092 + bar.Form.BarInUnit) * bar.Idiom.Lead.Answers.Count)];
        double shift = development == Development.Rest ? 0.6 : 0;
        int end = bar.Context.Role == BarRole.Body ? bar.Grid.Steps : RunStart();
        for (int step = 0; step < end; step++)
        {
            int cell = bar.Grid.IsRepeat(step) ? BarGrid.NoCell : bar.Grid.Cell(step);
            char kind = Kind(step, cell, answer);
            if (kind != '.')
            {
                double threshold = Threshold(kind) + shift + ((draws.ValueAt(step * 4) - 0.5) * (kind is 'x' or 'o' ? 0.4 : 0.14));
                threshold = Math.Min(threshold, 0.99);
                strokes.Add(step, kind, bar.Density >= threshold, threshold);
            }
        }

        if (ordinal == 0 && bar.Context.Role != BarRole.Body)
        {
            AddRun(strokes);
        }
    }

    // A run up to the tonic that follows, over the bar's last beat.
    private void AddRun(Strokes strokes)
    {
        int stride = bar.Energy > 0.6 ? 1 : 2;
        for (int step = RunStart(); step < bar.Grid.Steps; step += stride)
        {
            double along = (double)(step - RunStart()) / bar.Grid.Steps;
            double threshold = 0.2 + (0.4 * (step % 2)) + (0.2 * along);
            strokes.Add(step, 'n', bar.Density >= threshold, threshold);
        }
    }

    /// <summary>The pitch at a place, coming from the places before.</summary>
    /// <param name="strokes">All places of the bar.</param>
    /// <param name="index">Which one.</param>
    /// <param name="memory">What was chosen before in this bar.</param>
    public int Pitch(Strokes strokes, int index, ref TuneMemory memory)
    {
        Stroke stroke = strokes[index];
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        HarmonySlot slot = bar.Slots[bar.SlotAt(stroke.Step)];
        int degree = Degree(stroke);
        int wish = slot.Scale.PitchAt(Tonic(bar, slot.Scale.Tonic), degree);
        bool home = stroke.Kind == 'C' && bar.Form.IsClosed && PitchClass.In(BarPlan.RestingMask(slot), bar.Key.Tonic);
        int pitch;
        if (home || stroke.Kind == 'n')
        {
            int mask = home ? 1 << bar.Key.Tonic : slot.Scale.Mask;
            pitch = PitchClass.NearestIn(mask, wish);
            pitch += memory.Pitch == 0 || Math.Abs(pitch - memory.Pitch) <= WidestLeap ? 0 : pitch > memory.Pitch ? -12 : 12;
            pitch = Inside(range, mask, pitch);
        }
        else
        {
            int next = index + 1 < strokes.Count ? strokes[index + 1].Step : bar.Grid.Steps;
            pitch = TuneChoice.Choose(bar, range, Mask(stroke, slot), new TuneWish(wish, degree, stroke.Step, next), ref memory);
        }

        memory.Pitch = pitch;
        memory.Degree = degree;
        return pitch;
    }

    // Strong beats and what closes rest on chord tones; weak beats and accents lean on tones that do not rub.
    private int Mask(Stroke stroke, HarmonySlot slot) =>
        bar.Grid.Strength(stroke.Step) >= 3 || stroke.Kind == 'C' ? BarPlan.RestingMask(slot)
        : bar.Grid.Strength(stroke.Step) == 2 || stroke.Kind == 'X' ? bar.LeaningMask(slot) : bar.MelodyMask(slot);

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

    // Twice as slow: two bars for the motif's one.
    private int Stretched(int cell) => (cell / 2) + (development == Development.Continuation ? 8 : 0);

    private int RunStart() => bar.Grid.GroupStart(bar.Grid.Groups - 1);

    private char Kind(int step, int cell, StepPattern answer)
    {
        switch (development)
        {
            case Development.Answer or Development.Rest:
                return answer[cell];
            case Development.Fragment:
                return cell < 0 ? '.' : motif.Rhythm[cell & 7];
            case Development.Augmentation or Development.Continuation:
                return cell < 0 || cell % 2 == 1 ? '.' : motif.Rhythm[Stretched(cell)];
            case Development.Cadence when step == FinalStep:
                return 'C';
            case Development.Cadence:
                return step < FinalStep ? char.ToLowerInvariant(motif.Rhythm[cell]) : '.';
            default:
                return motif.Rhythm[cell];
        }
    }

    /// <summary>The scale degree the contour wishes at a place.</summary>
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
            case Development.Augmentation or Development.Continuation:
                return anchor + motif.At(Stretched(cell));
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
