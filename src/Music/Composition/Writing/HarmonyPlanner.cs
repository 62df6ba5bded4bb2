using SessionService.Music.Random;
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
        HarmonyLine line = LineOf(bar, form.Unit);
        HarmonySlot slot = First(bar, form.Unit);
        for (int index = 0; index <= form.BarInUnit; index++)
        {
            ReadOnlySpan<LineChord> chords = line[index];
            bool current = index == form.BarInUnit;
            int count = current && Turns(bar) ? 1 : Count(bar, chords);
            for (int i = 0; i < count; i++)
            {
                slot = index + i == 0 ? slot : Follow(bar, line, slot, index, i);
                if (current)
                {
                    bar.AddSlot(slot);
                }
            }
        }

        Turn(bar);
        FindNext(bar, line);
    }

    private static bool Turns(BarPlan bar) => bar.Context is { Role: not BarRole.Body, NextKey: not null };

    private static int Count(BarPlan bar, ReadOnlySpan<LineChord> chords) => bar.Grid.HalfStep == 0 ? 1 : chords.Length;

    private static HarmonySlot Follow(BarPlan bar, HarmonyLine line, HarmonySlot before, int index, int i)
    {
        int unit = bar.Form.Unit;
        LineChord chord = line[index][i];
        if (chord.IsHeld)
        {
            return before with { Step = 0, IsHeld = true };
        }

        bool last = i == Count(bar, line[index]) - 1 && (index == 3 || (index == 2 && line[3][0].IsHeld));
        HarmonySlot? toward = last && !Turns(bar) ? First(bar, unit + 1) : null;
        Chord resolved = Resolve(bar, chord.Numeral, unit, (index * 2) + i, last);
        return Voice(bar, before, resolved, Scale.Of(bar.Context.Key), i == 0 ? 0 : bar.Grid.HalfStep, toward);
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

    private static void FindNext(BarPlan bar, HarmonyLine line)
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
            bar.Next = Follow(bar, line, last, index, 0);
            bar.HoldsOn = line[index][0].IsHeld && bar.Context.Role != BarRole.Bridge;
        }
    }

    private static HarmonySlot First(BarPlan bar, int unit)
    {
        LineChord chord = LineOf(bar, unit)[0][0];
        Chord resolved = Resolve(bar, chord.Numeral, unit, 0, true);
        PartRange range = bar.Idiom.Ranges[Part.Bass];
        int bass = PitchClass.Fold(PitchClass.Nearest(resolved.Bass, BassCentre(bar, range)), range.Low, range.High);
        Voicing voices = VoiceLeading.Begin(resolved, Space(bar), Rootless(bar));
        return new HarmonySlot(0, resolved, Scale.Of(bar.Context.Key).Over(resolved.Mask), voices, bass, false);
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

    // Units 0 and 1 of every eight, and 4 and 5, play the scene's own lines; the others wander. A wandering line never
    // repeats the one of its kind before.
    private static HarmonyLine LineOf(BarPlan bar, int unit)
    {
        Progressions lines = bar.Idiom.Harmony[bar.Context.Key.Mode];
        IReadOnlyList<HarmonyLine> list = unit % 2 == 0 ? lines.Open : lines.Closed;
        int home = Draw(bar, list, CounterRandom.For(bar.SceneSeed, 0, unit % 2, (int)Use.Line), -1, unit % 2 == 0);
        bool wanders = unit % 8 is not (0 or 1 or 4 or 5);
        if (!wanders)
        {
            return list[home];
        }

        int before = Draw(bar, list, bar.UnitDraws(Use.Line, unit - 4), home);
        int drawn = Draw(bar, list, bar.UnitDraws(Use.Line, unit), home);
        return list[drawn != before || list.Count < 3 ? drawn : Another(list.Count, drawn, home)];
    }

    private static int Another(int count, int drawn, int home)
    {
        int next = (drawn + 1) % count;
        return next == home ? (next + 1) % count : next;
    }

    // A draw weighted by valence: at 0.5 all lines are alike, towards the ends light or dark ones prevail.
    private static int Draw(BarPlan bar, IReadOnlyList<HarmonyLine> list, CounterRandom draws, int except, bool atHome = false)
    {
        double pull = (Math.Clamp(bar.Context.Valence, 0, 1) - 0.5) * 8;
        double total = 0;
        for (int i = 0; i < list.Count; i++)
        {
            total += Allowed(i) ? Math.Exp(pull * list[i].Light) : 0;
        }

        double at = draws.ValueAt(0) * total;
        int chosen = 0;
        for (int i = 0; i < list.Count; i++)
        {
            if (!Allowed(i))
            {
                continue;
            }

            chosen = i;
            at -= Math.Exp(pull * list[i].Light);
            if (at < 0)
            {
                break;
            }
        }

        return chosen;

        // What a scene opens with should say where home is.
        bool Allowed(int i) => i != except && (!atHome || list[i][0][0].Numeral.Fifths == 0);
    }

    private static Chord Resolve(BarPlan bar, RomanNumeral numeral, int unit, int index, bool fixedRoot)
    {
        CounterRandom draws = bar.UnitDraws(Use.Colour, unit);

        // Borrowed chords are tense, and most of them dark.
        double strange = bar.Tension + ((0.5 - Math.Clamp(bar.Context.Valence, 0, 1)) * 0.6);
        if (!fixedRoot && strange > 0.5 + (0.5 * draws.ValueAt(index)))
        {
            numeral = Substitute(bar.Idiom, numeral);
        }

        (double calm, double tense) = bar.Idiom.ColourRungs;
        double rung = BarPlan.Mix(calm, tense, bar.Tension) + ((draws.ValueAt(index + 16) - 0.5) * 0.9);
        return numeral.In(bar.Context.Key, Colouring.Colour(numeral, bar.Context.Key, bar.Idiom.Colours, (int)Math.Floor(rung)));
    }

    private static RomanNumeral Substitute(Idiom idiom, RomanNumeral numeral)
    {
        for (int i = 0; i < idiom.Substitutions.Count; i++)
        {
            if (idiom.Substitutions[i].From == numeral)
            {
                return idiom.Substitutions[i].To;
            }
        }

        return numeral;
    }
}
