using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Chooses and voices the chords of a bar. The line of a unit depends on seed, scene, visit and unit alone; voices are
/// led from the unit's first chord to the bar, and the unit's last chord looks ahead to the first of the next unit.
/// </summary>
internal static class HarmonyPlanner
{
    public static void Plan(BarPlan bar)
    {
        FormPlace form = bar.Form;
        HarmonySlot slot = First(bar, form.Unit);
        for (int index = 0; index <= form.BarInUnit; index++)
        {
            bool current = index == form.BarInUnit;
            int count = current && Turns(bar) ? 1 : ChordChoice.Count(bar, form.Unit, index);
            for (int place = 0; place < count; place++)
            {
                slot = index + place == 0 ? slot : Follow(bar, slot, index, place);
                if (current)
                {
                    bar.AddSlot(slot);
                }
            }
        }

        Turn(bar);
        FindNext(bar);
    }

    private static bool Turns(BarPlan bar) => bar.Context is { Role: not BarRole.Body, NextKey: not null };

    private static HarmonySlot Follow(BarPlan bar, HarmonySlot before, int index, int place)
    {
        int unit = bar.Form.Unit;
        if (ChordChoice.IsHeld(bar, unit, index, place))
        {
            return before with { Step = 0, IsHeld = true };
        }

        bool last = place == ChordChoice.Count(bar, unit, index) - 1
            && (index == 3 || (index == 2 && ChordChoice.IsHeld(bar, unit, 3, 0)));
        HarmonySlot? toward = last && !Turns(bar) ? First(bar, unit + 1) : null;
        Chord chord = ChordChoice.At(bar, unit, index, place);
        return Voice(bar, before, chord, Scale.Of(bar.Key), place == 0 ? 0 : bar.Grid.HalfStep, toward);
    }

    // The way out of a scene: the dominant of the key to come, after a chord that both keys share where there is time.
    private static void Turn(BarPlan bar)
    {
        if (!Turns(bar) || bar.Context.NextKey is not { } next)
        {
            return;
        }

        Scale scale = Scale.Of(next);
        int tonic = Spelling.TonicFifths(next);
        bool minor = scale.Offset(2) == 3;
        bool colour = bar.Tension > 0.35;
        Chord dominant = new(tonic + 1, colour && minor ? ChordQuality.Dominant7Flat9 : ChordQuality.Dominant7);
        HarmonySlot before = bar.Slots[0];
        if (bar.Context.Role == BarRole.Bridge)
        {
            Chord pivot = minor
                ? new Chord(tonic - 1, ChordQuality.Minor)
                : new Chord(tonic + 2, ChordQuality.Minor7);
            before = Voice(bar, before, pivot, scale, 0, null);
            bar.ReplaceSlot(0, before);
        }

        HarmonySlot turn = Voice(bar, before, dominant, scale, bar.Grid.HalfStep, null);
        if (bar.Grid.HalfStep == 0)
        {
            bar.ReplaceSlot(0, turn);
        }
        else
        {
            bar.AddSlot(turn);
        }
    }

    private static void FindNext(BarPlan bar)
    {
        HarmonySlot last = bar.Slots[^1];
        if (Turns(bar) && bar.Context.NextKey is { } key)
        {
            Chord tonic = new(Spelling.TonicFifths(key), Scale.Of(key).Offset(2) == 3 ? ChordQuality.Minor : ChordQuality.Major);
            bar.Next = Voice(bar, last, tonic, Scale.Of(key), 0, null);
        }
        else if (bar.Form.IsUnitEnd)
        {
            bar.Next = First(bar, bar.Form.Unit + 1);
        }
        else
        {
            int index = bar.Form.BarInUnit + 1;
            bar.Next = Follow(bar, last, index, 0);
            bar.HoldsOn = bar.Next.IsHeld && bar.Context.Role != BarRole.Bridge;
        }
    }

    private static HarmonySlot First(BarPlan bar, int unit)
    {
        Chord resolved = ChordChoice.At(bar, unit, 0, 0);
        PartRange range = bar.Idiom.Ranges[Part.Bass];
        int bass = PitchClass.Fold(PitchClass.Nearest(resolved.Bass, BassCentre(bar, range)), range.Low, range.High);
        Voicing voices = VoiceLeading.Begin(resolved, Space(bar), Rootless(bar));
        return new HarmonySlot(0, resolved, Scale.Of(HarmonyLines.KeyOf(bar, unit)).Over(resolved.Mask), voices, bass, false);
    }

    private static HarmonySlot Voice(BarPlan bar, HarmonySlot before, Chord chord, Scale scale, int step, HarmonySlot? toward)
    {
        int bass = LeadBass(bar, before.Bass, chord.Bass);
        Voicing voices = VoiceLeading.Lead(
            chord, Space(bar), (before.Voices, before.Bass), bass,
            toward is { } next ? (next.Voices, next.Bass) : null, Rootless(bar));
        return new HarmonySlot(step, chord, scale.Over(chord.Mask), voices, bass, false);
    }

    private static int LeadBass(BarPlan bar, int before, int pitchClass)
    {
        PartRange range = bar.Idiom.Ranges[Part.Bass];
        int centre = BassCentre(bar, range);
        int best = 0;
        int least = int.MaxValue;
        for (int pitch = PitchClass.Fold(pitchClass, range.Low, range.Low + 11); pitch <= range.High; pitch += 12)
        {
            int cost = (2 * Math.Abs(pitch - before)) + (3 * Math.Abs(pitch - centre));
            if (cost < least)
            {
                (best, least) = (pitch, cost);
            }
        }

        return best;
    }

    private static int BassCentre(BarPlan bar, PartRange range) =>
        range.Low + 5 + (int)((range.High - range.Low - 11) * bar.Register);

    private static VoiceSpace Space(BarPlan bar)
    {
        PartRange range = bar.Idiom.Ranges[Part.Chords];
        double middle = (range.Low + range.High) / 2.0;
        double centre = middle + ((bar.Register - 0.5) * (range.High - range.Low - 18)) + ((bar.Brightness - 0.5) * 2);
        return new VoiceSpace(range.Low, range.High, (int)Math.Round(centre), bar.Idiom.Openness);
    }

    private static bool Rootless(BarPlan bar) => bar.LayersOf(Part.Bass) > 0;
}
