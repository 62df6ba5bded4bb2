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
    private readonly CounterRandom draws = bar.BarDraws(Use.Lead, ordinal);
    private readonly int height = Height(bar) - (ordinal > 0 ? 5 : 0);
    private readonly int anchor = Height(bar) - (ordinal > 0 ? 5 : 0) + Developments.Anchor(bar, motif);

    public BarPlan Bar => bar;

    private int FinalStep => bar.Grid.HalfStep;

    /// <summary>
    /// How high the tune lies, in scale degrees above the tonic: chosen once for a period. What lies between two degrees
    /// is decided by a draw, so that over many periods the average follows the control smoothly.
    /// </summary>
    public static int Height(BarPlan bar)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        double centre = range.Low + 7 + (bar.Register * Math.Max(0, range.High - range.Low - 18));
        double draw = bar.UnitDraws(Use.Register, bar.Form.Unit / 2).ValueAt(0);
        return (int)Math.Floor(((centre - Tonic(bar, bar.Key.Tonic)) * Scale.Size / 12) + draw);
    }

    /// <summary>The key that degree 0 has.</summary>
    public static int Tonic(BarPlan bar, int pitchClass) =>
        PitchClass.Nearest(pitchClass, bar.Idiom.Ranges[Part.Lead].Low + 8);

    public double Draw(int index) => draws.ValueAt(index);

    /// <summary>Every place the melody may sound at.</summary>
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

    /// <summary>The pitch at a place, coming from the place before.</summary>
    public int Pitch(Stroke stroke, (int Pitch, int Degree) before)
    {
        PartRange range = bar.Idiom.Ranges[Part.Lead];
        HarmonySlot slot = bar.Slots[bar.SlotAt(stroke.Step)];
        int degree = Degree(stroke);
        int pitch = slot.Scale.PitchAt(Tonic(bar, slot.Scale.Tonic), degree);
        bool chordal = bar.Grid.Strength(stroke.Step) >= 2 || stroke.Kind is 'X' or 'C';
        bool home = stroke.Kind == 'C' && bar.Form.IsClosed && PitchClass.In(BarPlan.RestingMask(slot), bar.Key.Tonic);
        pitch = home ? PitchClass.Nearest(bar.Key.Tonic, pitch) : pitch;
        bool run = stroke.Kind == 'n';
        int mask = run ? slot.Scale.Mask : chordal ? BarPlan.RestingMask(slot) : bar.MelodyMask(slot);
        pitch = PitchClass.NearestIn(mask, pitch);
        if (before.Pitch > 0)
        {
            bool moves = pitch == before.Pitch && degree != before.Degree && !run && stroke.Kind != 'C';
            pitch = moves ? Onward(mask, pitch, Math.Sign(degree - before.Degree)) : pitch;
            pitch += Math.Abs(pitch - before.Pitch) <= WidestLeap ? 0 : pitch > before.Pitch ? -12 : 12;
        }

        return Inside(range, mask, pitch);
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
