using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>Writes drums: the period's groove, a fill where a phrase ends, a mark where the next begins.</summary>
internal static class DrumWriter
{
    private const double AccentEnergy = 0.4;
    private const double PulseEnergy = 0.6;

    public static void Write(BarPlan bar, int layer, int ordinal, List<Note> notes)
    {
        bool shared = bar.LayersOf(Part.Drums) > 1;
        int fill = FillStep(bar);
        CounterRandom draws = bar.BarDraws(Use.Drums);
        for (int lane = 0; lane < bar.Groove.Lanes.Count; lane++)
        {
            DrumLane drum = bar.Groove.Lanes[lane];
            if (!shared || KeepsTime(drum.Key) == (ordinal > 0))
            {
                // With force the pulse goes on under the fill; without, the fill stands alone.
                bool goesOn = bar.Energy >= PulseEnergy && (lane == 0 || KeepsTime(drum.Key));
                Lane(bar, layer, drum, (0, goesOn ? bar.Grid.Steps : fill), bar.Density, draws, lane * 512, notes);
            }
        }

        if (ordinal == 0)
        {
            Fill(bar, layer, fill, bar.Density, notes);
            Mark(bar, layer, notes);
            Roll(bar, layer, notes);
        }
    }

    /// <summary>The fill from a step to the end of the bar.</summary>
    public static void Fill(BarPlan bar, int layer, int from, double density, List<Note> notes)
    {
        CounterRandom draws = bar.BarDraws(Use.Fill);
        DrumFill fill = bar.Idiom.Fills[(int)(draws.ValueAt(4095) * bar.Idiom.Fills.Count)];
        for (int lane = 0; lane < fill.Lanes.Count; lane++)
        {
            Lane(bar, layer, fill.Lanes[lane], (from, bar.Grid.Steps), density, draws, lane * 512, notes);
        }
    }

    private static void Lane(
        BarPlan bar, int layer, DrumLane drum, (int From, int To) steps, double density, CounterRandom draws, int place, List<Note> notes)
    {
        StepPattern pattern = drum.Of(bar.Form.BarInUnit);
        bool lifts = drum.Key == Percussion.Kick && Rolls(bar) && bar.Form.IsBuildEnd;
        for (int step = steps.From; step < steps.To; step++)
        {
            char kind = bar.At(pattern, step, KeepsTime(drum.Key));
            if (kind == '.' || (lifts && step >= bar.Grid.HalfStep))
            {
                continue;
            }

            int at = place + (step * 4);
            double threshold = Strokes.Threshold(kind) + ((draws.ValueAt(at) - 0.5) * 0.16);
            if (density < threshold || (kind == '?' && draws.ValueAt(at + 1) < 0.5))
            {
                continue;
            }

            int tick = bar.Hand(step, draws.ValueAt(at + 2), drum.LagTicks);
            byte velocity = bar.Velocity(Strokes.Weight(kind), step, draws.ValueAt(at + 3));
            notes.Add(new Note(layer, tick, Length(drum.Key), drum.Key, velocity));
        }
    }

    private static bool Rolls(BarPlan bar) =>
        bar.Idiom.Rolls && bar.Form.Part == FormPart.Build && bar.Context.Role == BarRole.Body;

    // Towards the end of a build the snare comes on beats, then on eighths, then on sixteenths, louder and louder.
    private static void Roll(BarPlan bar, int layer, List<Note> notes)
    {
        int left = bar.Form.PhraseBars - 1 - bar.Form.BarInPhrase;
        if (!Rolls(bar) || left > 1)
        {
            return;
        }

        CounterRandom draws = bar.BarDraws(Use.Roll);
        for (int step = 0; step < bar.Grid.Steps; step++)
        {
            bool late = left == 0 && step >= bar.Grid.HalfStep;
            int needed = late ? 0 : left == 0 ? 1 : 2;
            if (bar.Grid.Strength(step) >= needed && bar.Density >= 0.22 + (0.1 * (2 - needed)))
            {
                double rise = (step + ((1 - left) * bar.Grid.Steps)) / (2.0 * bar.Grid.Steps);
                byte velocity = bar.Velocity(0.1 + (0.7 * rise), 1, draws.ValueAt(step));
                notes.Add(new Note(layer, bar.TickOf(step), Length(Percussion.Snare), Percussion.Snare, velocity));
            }
        }
    }

    // The first beat after a fill is marked where there is force for it.
    private static void Mark(BarPlan bar, int layer, List<Note> notes)
    {
        bool opens = bar.Form.BarInPhrase == 0 && bar.Form.BarInUnit == 0 && bar.Context.Role == BarRole.Body;
        bool strong = bar.Form.UnitInPeriod == 0 || bar.Energy > 0.75;
        if (opens && strong && bar.Energy >= AccentEnergy && bar.Density > 0.25)
        {
            notes.Add(new Note(layer, 0, Length(bar.Idiom.Accent), bar.Idiom.Accent, bar.Velocity(0.8, 0, 0.5)));
        }
    }

    /// <summary>Step at which the bar's fill begins, or the number of steps where it has none.</summary>
    private static int FillStep(BarPlan bar)
    {
        double level = bar.Context.Role switch
        {
            BarRole.Fill => 1.2,
            BarRole.Bridge => 1,
            _ when Rolls(bar) && bar.Form.IsBuildEnd => 0,
            _ when bar.Form.IsPeriodEnd => 0.9,
            _ when bar.Form.IsUnitEnd && bar.Form.IsPhraseEnd => 0.5,
            _ => 0,
        };
        double share = bar.Idiom.FillLength * level * (0.25 + (0.75 * bar.Energy));
        int steps = (int)Math.Round(share * bar.Grid.Steps / 2) * 2;
        steps = bar.Context.Role == BarRole.Body ? steps : Math.Max(steps, bar.Grid.Steps - bar.Grid.GroupStart(bar.Grid.Groups - 1));
        return bar.Grid.Steps - Math.Min(steps, bar.Grid.Steps);
    }

    private static bool KeepsTime(byte key) => key is Percussion.ClosedHat or Percussion.OpenHat or Percussion.Ride
        or Percussion.RideBell or Percussion.PedalHat or Percussion.Shaker or Percussion.Cabasa or Percussion.Tambourine
        or Percussion.Claves or Percussion.Triangle;

    private static int Length(byte key) => key switch
    {
        Percussion.Crash or Percussion.Splash or Percussion.Ride or Percussion.RideBell or Percussion.Triangle => 1440,
        Percussion.Kick or Percussion.LowTom or Percussion.FloorTom => 360,
        Percussion.OpenHat => 400,
        _ => 180,
    };
}
