using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>Everything the part writers of one bar share. One per thread, filled anew for every bar.</summary>
internal sealed class BarPlan
{
    private const int MostSlots = 2;
    private readonly HarmonyLine?[] lines = new HarmonyLine?[2];
    private readonly HarmonySlot[] slots = new HarmonySlot[MostSlots];

    public BarContext Context { get; private set; } = null!;

    public Idiom Idiom { get; private set; } = null!;

    public BarGrid Grid { get; private set; } = null!;

    public FormPlace Form { get; private set; }

    /// <summary>The choruses of a scene in the blues mode, where the style has them.</summary>
    public TwelveBars? Blues { get; private set; }

    /// <summary>The key of this unit: the scene's, or its neighbour's in a period that modulates.</summary>
    public Key Key { get; private set; }

    /// <summary>Seed of everything that returns with the scene.</summary>
    public ulong SceneSeed { get; private set; }

    /// <summary>Density under the form's arc.</summary>
    public double Density { get; private set; }

    public double Energy { get; private set; }

    public double Tension { get; private set; }

    public double Register { get; private set; }

    public double Brightness { get; private set; }

    public double Swing { get; private set; }

    public Groove Groove { get; private set; } = null!;

    public int SlotCount { get; private set; }

    /// <summary>The chord after this bar.</summary>
    public HarmonySlot Next { get; set; }

    /// <summary>The chord of this bar's end goes on through the next bar.</summary>
    public bool HoldsOn { get; set; }

    public ReadOnlySpan<HarmonySlot> Slots => slots.AsSpan(0, SlotCount);

    /// <summary>Reads a context; the harmony is planned after that.</summary>
    public void Begin(BarContext context)
    {
        Style style = StyleCatalogue.Find(context.Style)
            ?? throw new ArgumentException($"There is no style '{context.Style}'.", nameof(context));
        Context = context;
        Idiom = style.Idiom;
        Grid = BarGrid.Of(context.Metre);
        Blues = context.Key.Mode == Mode.Blues ? Idiom.Blues : null;
        Form = FormPlace.Of(context, Idiom.Form, Blues is null ? 2 : TwelveBars.Lines);
        SceneSeed = SeedOf(context.Seed, context.Scene);
        Density = Form.Shape(Unit(context.Controls.Density));
        Energy = Unit(context.Controls.Energy);
        Tension = Unit(context.Controls.Tension);
        Register = Unit(context.Controls.Register);
        Brightness = Unit(context.Controls.Brightness);
        Swing = Mix(Idiom.Swing.Least, Idiom.Swing.Most, CounterRandom.For(SceneSeed, 0, 0, (int)Use.Swing).ValueAt(0));
        SlotCount = 0;
        HoldsOn = false;
        Array.Clear(lines);
        Key = HarmonyLines.KeyOf(this, Form.Unit);
        Groove = Idiom.Grooves[Choose(Idiom.Grooves, PeriodDraws(Use.Groove))];
    }

    /// <summary>The line of this unit or the next.</summary>
    public HarmonyLine LineOf(int unit) => lines[unit - Form.Unit] ??= HarmonyLines.Choose(this, unit);

    /// <summary>
    /// The unit whose tune a unit sings: the one before, where it is the second half of a parallel period or the second
    /// line of a blues chorus, else its own.
    /// </summary>
    public int TuneOf(int unit) =>
        (Blues is null ? HarmonyLines.IsParallel(this, unit) : unit % TwelveBars.Lines == 1) ? unit - 1 : unit;

    /// <summary>The pattern the bass drum plays, or what stands for it.</summary>
    public StepPattern Kick => Groove.Lanes[0].Of(Form.BarInUnit);

    public void AddSlot(HarmonySlot slot) => slots[SlotCount++] = slot;

    public void ReplaceSlot(int index, HarmonySlot slot) => slots[index] = slot;

    /// <summary>Index of the chord that sounds at a step.</summary>
    public int SlotAt(int step) => SlotCount > 1 && step >= slots[1].Step ? 1 : 0;

    /// <summary>The chord after one of the bar's chords.</summary>
    public HarmonySlot After(int slot) => slot + 1 < SlotCount ? slots[slot + 1] : Next;

    /// <summary>Whether a chord begins at a step (a held one does not).</summary>
    public bool ChordBegins(int step) =>
        (step == 0 && !slots[0].IsHeld) || (SlotCount > 1 && step == slots[1].Step);

    /// <summary>Numbers for this bar.</summary>
    public CounterRandom BarDraws(Use use, int ordinal = 0) =>
        CounterRandom.For(SceneSeed, Context.Section, Context.SceneBar, (int)use + (64 * ordinal));

    /// <summary>Numbers for this unit of four bars.</summary>
    public CounterRandom UnitDraws(Use use, int unit, int ordinal = 0) =>
        CounterRandom.For(SceneSeed, Context.Section, unit, (int)use + (64 * ordinal) + 4096);

    /// <summary>Numbers for this period.</summary>
    public CounterRandom PeriodDraws(Use use, int ordinal = 0) => UnitDraws(use, Form.Period + (1 << 20), ordinal);

    /// <summary>Layers of a part.</summary>
    public int LayersOf(Part part)
    {
        int count = 0;
        for (int i = 0; i < Context.Layers.Count; i++)
        {
            count += Context.Layers[i].Part == part ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// The pattern of the highest draw among those that suit the energy: when the energy moves, the choice stays until
    /// it no longer suits. Patterns written for the bar's metre come before those that every metre can show.
    /// </summary>
    public int Choose<T>(IReadOnlyList<T> patterns, CounterRandom draws)
        where T : IStylePattern
    {
        double energy = Unit(Energy + FormPlan.Tilt(Form.Part));
        int best = -1;
        double most = -1;
        for (int i = 0; i < patterns.Count; i++)
        {
            T pattern = patterns[i];
            bool native = pattern.Metre is { } metre && metre == Context.Metre;
            double draw = draws.ValueAt(i) + (native ? 1 : 0);
            if ((native || pattern.Metre is null) && pattern.Energies.Contains(energy) && draw > most)
            {
                (best, most) = (i, draw);
            }
        }

        return best >= 0 ? best : throw new InvalidOperationException("No pattern suits the energy.");
    }

    /// <summary>What a pattern has at a step: its own step where it is written for the metre, else the cell the grid shows.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="step">The step.</param>
    /// <param name="repeats">Whether it plays cells that come twice in a group.</param>
    public char At(StepPattern pattern, int step, bool repeats) =>
        pattern.Length != StepPattern.Common ? pattern[step]
        : Grid.IsRepeat(step) && !repeats ? '.' : pattern[Grid.Cell(step)];

    /// <summary>Velocity of a note.</summary>
    /// <param name="weight">0 (ghost) to 1 (accent).</param>
    /// <param name="step">Its step, for metrical accent.</param>
    /// <param name="draw">0..1, for a hand's unevenness.</param>
    public byte Velocity(double weight, int step, double draw)
    {
        double energy = Unit(Energy + Form.Lift);
        double full = Mix(Idiom.Velocity.Calm, Idiom.Velocity.Forceful, energy);
        double accent = (Grid.Strength(Math.Min(step, Grid.Steps - 1)) - 1.5) * (1 + (2 * energy));
        double rise = Context.Role == BarRole.Bridge ? 10.0 * step / Grid.Steps : 0;
        double value = (full * (0.55 + (0.45 * weight))) + accent + rise + (5 * Form.Swell) + ((draw - 0.5) * 7);
        return (byte)Math.Clamp((int)Math.Round(value), 30, 115);
    }

    /// <summary>Tick of a step as a hand plays it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="draw">0..1.</param>
    /// <param name="lag">Ticks behind the beat.</param>
    public int Hand(int step, double draw, int lag = 0)
    {
        int off = (int)Math.Round((draw - 0.5) * 2 * Idiom.HumaniseTicks);
        return Math.Clamp(TickOf(step) + off + lag, 0, Grid.BarTicks - 1);
    }

    /// <summary>Tick of a step under the scene's swing.</summary>
    /// <param name="step">The step, or the number of steps for the bar's end.</param>
    public int TickOf(int step) => Idiom.SwingsEighths ? Grid.SwungTickOf(step, Swing) : Grid.TickOf(step, Swing);

    /// <summary>
    /// The chord tones a melody rests on: those without another chord tone a semitone below, over which they would be a
    /// minor ninth, as the root is over a major seventh.
    /// </summary>
    /// <param name="slot">The chord.</param>
    public static int RestingMask(HarmonySlot slot)
    {
        int free = slot.Chord.Mask & ~PitchClass.Transpose(slot.Chord.Mask, 1);
        return int.PopCount(free) >= 2 ? free : slot.Chord.Mask;
    }

    /// <summary>
    /// The tones a melody leans on where the beat is weak: those of the chord and of its palette, but none a semitone above a
    /// tone of the chord, which would want to fall.
    /// </summary>
    /// <param name="slot">The chord.</param>
    public int LeaningMask(HarmonySlot slot)
    {
        // Blue notes are leant on in the blues; elsewhere they pass.
        int own = Key.Mode == Mode.Blues ? 0xFFF : slot.Scale.Mask;
        return (MelodyMask(slot) & own & ~PitchClass.Transpose(slot.Chord.Mask, 1)) | RestingMask(slot);
    }

    /// <summary>The tones a melody uses over a chord: those of the scene's palette that suit it, and the chord's own.</summary>
    /// <param name="slot">The chord.</param>
    public int MelodyMask(HarmonySlot slot) => Palettes.Mask(Key, Idiom.Lead.Palette, slot);

    public static double Mix(double from, double to, double at) => from + ((to - from) * at);

    private static double Unit(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, 0, 1);

    // FNV-1a over the scene's name: the same in every process, unlike string.GetHashCode.
    private static ulong SeedOf(ulong seed, string scene)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in scene)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return seed ^ hash;
    }
}
