using SessionService.Listen.Playing;
using SessionService.Music.Score;
using SessionService.Music.Theory;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Analysis;

/// <summary>What the score says about key and harmony; shares by length of notes, 0..1, NaN where there are none.</summary>
/// <param name="InKey">Notes of pitched parts that belong to the scene's scale.</param>
/// <param name="InChord">Notes of bass, chords and arpeggio that belong to the chord they start over.</param>
/// <param name="LeadInChord">Notes of the lead that start on a beat and belong to the chord.</param>
/// <param name="NotesPerSecond">Notes of all parts.</param>
public readonly record struct ScoreMeasures(double InKey, double InChord, double LeadInChord, double NotesPerSecond)
{
    /// <summary>Measures.</summary>
    /// <param name="rendering">A rendering.</param>
    public static ScoreMeasures Of(Rendering rendering)
    {
        int scale = Scale.Of(rendering.Programme.Key).Mask;
        Share inKey = default, inChord = default, lead = default;
        int notes = 0;
        for (int layer = 0; layer < rendering.Layers.Count; layer++)
        {
            Part part = rendering.Layers[layer].Part;
            foreach (RecordedNote note in rendering.Score.Notes(layer))
            {
                notes++;
                if (part == Part.Drums)
                {
                    continue;
                }

                // A note that anticipates a chord by a hair belongs to the chord.
                int chord = rendering.Score.ChordAt(note.Tick + 60).Mask;
                inKey.Add(note.Duration, PitchClass.In(scale, note.Pitch));
                if (part is Part.Bass or Part.Chords or Part.Arp)
                {
                    inChord.Add(note.Duration, PitchClass.In(chord, note.Pitch));
                }
                else if (part is Part.Lead && (note.Tick + 60) % 960 < 120)
                {
                    lead.Add(1, PitchClass.In(chord, note.Pitch));
                }
            }
        }

        return new ScoreMeasures(inKey.Value, inChord.Value, lead.Value, notes / Math.Max(1, rendering.Seconds));
    }

    private struct Share
    {
        private double inside;
        private double all;

        public readonly double Value => all > 0 ? inside / all : double.NaN;

        public void Add(double weight, bool isInside)
        {
            all += weight;
            inside += isInside ? weight : 0;
        }
    }
}
