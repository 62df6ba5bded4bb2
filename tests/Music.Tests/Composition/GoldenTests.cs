using System.Globalization;
using System.Text;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>
/// A bar of each style as a musician read and approved it: chords with their ticks, then each layer's notes as step,
/// name, length in sixteenths. A change of the rules that changes them is a choice, made in a commit that says why.
/// </summary>
public sealed class GoldenTests
{
    [Fact]
    public void LoFiOpens() => Expect(
        """
        Cm7@0
        drums: 0:k 0:h 0:y 2:h 4:s 4:h 6:h 7:k 8:h 10:k 10:h 12:s 12:h 14:h 15:h
        bass: 0:C2'5 6:C2'5 12:C2'2 14:C2'2
        chords: 0:G3'10 0:C4'10 0:Eb4'10 0:Bb4'10 10:G3'6 10:C4'6 10:Eb4'6 10:Bb4'6
        arp: 0:C4'5 4:Eb4'7 10:G4'6
        lead: 2:Bb4'2 4:C5'5 10:C5'2 12:Bb4'3
        texture: 0:C4'32
        counter: 0:Eb5'9 10:Eb5'5
        """, Contexts.Plain("lo-fi", Mode.Minor, 21));

    [Fact]
    public void LoFiClosesAPeriod() => Expect(
        """
        Cm9@0
        drums: 0:k 0:h 2:h 4:s 4:h 6:h 7:k 8:h 10:k 10:h 12:o 14:r 15:r
        bass: 0:C2'5 6:C2'5 12:C2'2 14:G2'2
        chords: 0:G3'10 0:D4'10 0:Eb4'10 0:Bb4'10 10:G3'6 10:D4'6 10:Eb4'6 10:Bb4'6
        arp: 0:C4'5 4:D4'7 10:Eb4'2 12:G4'4
        lead: 2:Bb4'2 4:C5'3 7:D5'1 8:C5'7
        texture:
        counter: 0:D5'9 10:D5'2 12:D5'4
        """, Contexts.Plain("lo-fi", Mode.Minor, 21, 7));

    [Fact]
    public void CinematicInThree() => Expect(
        """
        Gm@0  Bb@1920
        drums: 0:k 2:#43 2:#54 3:k 4:s 4:#43 6:#43 6:#54 8:s 8:#43 10:#43 10:#54 11:#43
        bass: 0:G2'1 2:G2'1 4:G2'1 6:G2'1 8:Bb1'1 10:B1'1
        chords: 0:G3'8 0:Bb3'8 0:D4'8 0:Bb4'8 8:F3'4 8:Bb3'4 8:D4'4 8:Bb4'4
        arp: 0:D4'2 2:Bb4'2 4:G5'2 6:G4'2 8:D5'2 10:F4'2
        lead: 2:G4'10
        texture: 0:G2'24 0:D3'24
        counter: 2:D4'2 4:D4'4
        """, Contexts.Plain("cinematic", Mode.Dorian, 8, 14) with { Metre = new Metre(3, 4) });

    [Fact]
    public void AmbientOpens() => Expect(
        """
        Cadd9@0
        drums: 0:#81 6:#70
        bass: 0:C2'12 12:G1'4
        chords: 0:E3'16 2:C4'14 4:G4'12 6:D5'10
        arp: 0:G4'7 4:G5'7 8:E5'7 12:G5'4 14:D5'2
        lead: 2:C5'6 8:E4'8
        texture: 0:C3'32 0:G3'32
        counter: 0:G5'22
        """, Contexts.Plain("ambient", Mode.Lydian, 5));

    [Fact]
    public void ABridgeFromCMinorToEMajor() => Expect(
        """
        F#m7@0  B7@1920
        drums: 0:k 3:#41 6:#41 8:k 10:#41 10:#45 10:#48 11:s 11:#41 11:#45 11:#48 12:k 12:s 12:#41 12:#45 13:s 13:#45 14:s 14:#41 14:#43 14:#45 15:s 15:#41 15:#43
        bass: 0:F#2'8 8:B1'6 14:Eb2'2
        chords: 0:F#3'8 0:C#4'1 0:E4'1 0:A4'8 2:C#4'1 2:E4'1 4:C#4'1 4:E4'1 6:C#4'1 6:E4'1 8:F#3'8 8:B3'1 8:Eb4'1 8:A4'8 10:B3'1 10:Eb4'1 12:B3'1 12:Eb4'1 14:B3'1 14:Eb4'1
        arp: 0:C#4'2 2:F#4'2 4:C#5'2 6:E4'2 8:B4'2 10:F#4'2 12:Eb5'2 14:A4'2
        lead: 4:G#5'8 12:E5'2 14:F#5'2
        texture: 8:F#3'8 10:G#3'6 12:B3'4 14:C#4'2
        counter: 0:E4'2 2:Eb4'2 4:E4'4 8:Eb4'2 10:F#4'6
        """, Contexts.Plain("cinematic", Mode.Minor, 3, 5) with { Role = BarRole.Bridge, NextKey = new Key(4, Mode.Major) });

    [Fact]
    public void AJazzTrioWalks() => Expect(
        """
        Dm7@0
        drums: 0:y 2:s 4:#44 4:y 6:y 8:y 12:#44 12:y 14:s 14:y
        bass: 0:D2'4 4:F2'4 8:A2'4 12:F2'4
        chords: 0:F3'4 0:C4'4 0:D4'4 0:A4'4 6:F3'6 6:C4'6 6:D4'6 6:A4'6
        arp: 0:A3'2 2:D4'3 6:F4'1 8:A4'3 12:F4'3
        lead: 4:E5'2 6:D5'5 12:D5'2 14:C5'1
        texture: 0:C4'32 0:A4'32
        counter: 8:C5'7
        """, Contexts.Plain("lounge-jazz", Mode.Major, 4, 2));

    [Fact]
    public void FunkIsOnTheOne() => Expect(
        """
        Cm7@0
        drums: 0:k 0:h 1:h 2:h 3:k 4:s 4:h 5:h 6:k 6:h 8:h 9:h 10:k 10:h 11:h 12:s 12:h 13:h 14:h 15:h
        bass: 0:C2'3 6:C2'2 10:C2'3 15:G2'1
        chords: 0:C4'1 0:Eb4'1 0:G4'1 0:Bb4'1 3:C4'1 3:Eb4'1 3:G4'1 3:Bb4'1 6:C4'1 6:Eb4'1 6:G4'1 6:Bb4'1 9:C4'1 9:Eb4'1 9:G4'1 9:Bb4'1 12:C4'1 12:Eb4'1 12:G4'1 12:Bb4'1 14:C4'1 14:Eb4'1 14:G4'1 14:Bb4'1
        arp: 2:G4'1 4:G4'2 10:G4'1 12:G4'2
        lead: 3:C5'2 6:Eb5'3 11:Bb4'2 14:C5'1
        texture:
        counter: 0:G4'12 14:F#4'2
        """, Contexts.Plain("funk", Mode.Dorian, 9, 1));

    [Fact]
    public void HouseOnTheFloor() => Expect(
        """
        Fm7@0
        drums: 0:k 0:h 0:y 1:h 1:#54 2:h 2:o 3:h 3:#54 4:k 4:#39 4:h 4:y 5:h 5:#54 6:h 6:o 7:#39 7:h 7:#54 8:k 8:h 8:y 9:h 9:#54 10:h 10:o 11:h 11:#54 12:k 12:#39 12:h 12:y 13:h 13:#54 14:#39 14:h 14:o 15:h 15:#54
        bass: 0:F2'1 2:F2'2 6:F2'1 7:F2'2 10:F2'2 14:F2'1 15:Eb2'1
        chords: 0:G#3'2 0:Eb4'2 0:F4'2 0:C5'2 3:G#3'1 3:Eb4'1 3:F4'1 3:C5'1 6:G#3'2 6:Eb4'2 6:F4'2 6:C5'2 9:G#3'1 9:Eb4'1 9:F4'1 9:C5'1 12:G#3'1 12:Eb4'1 12:F4'1 12:C5'1 14:G#3'1 14:Eb4'1 14:F4'1 14:C5'1
        arp: 0:F4'2 3:C5'2 6:Eb5'1 8:F4'2 11:C5'3
        lead:
        texture:
        counter: 0:F4'2 3:F4'2 6:F4'8
        """, Contexts.Plain("house", Mode.Minor, 12, 9));

    [Fact]
    public void AJig() => Expect(
        """
        C@0
        drums: 0:k 0:#70 2:#54 4:#54 4:#70 6:k 6:#70 8:#54 10:#54 10:#70
        bass: 0:C2'3 4:C2'2 6:G1'3 10:F2'2
        chords: 0:G3'4 0:C4'4 0:E4'3 0:C5'3 4:G3'2 4:C4'2 4:E4'2 4:C5'2 6:G3'4 6:C4'4 6:E4'3 6:C5'3 10:G3'2 10:C4'2 10:E4'2 10:C5'2
        arp: 0:E4'2 2:C5'2 4:G4'2 6:E5'2 8:C5'2 10:G4'2
        lead: 0:E5'4 4:D5'2 6:E5'6
        texture: 0:C4'24 0:G4'24
        counter: 0:G4'12
        """, Contexts.Plain("folk-acoustic", Mode.Major, 6, 4) with { Metre = new Metre(6, 8) });

    [Fact]
    public void DrumAndBassBreaks() => Expect(
        """
        Abmaj7@0
        drums: 0:k 0:y 2:k 2:y 4:s 4:y 6:y 7:s 8:y 9:s 10:k 10:y 11:h 12:y 14:k 14:s 14:y
        bass: 0:G#1'5 6:G#1'4 10:G#1'4 14:Eb1'2
        chords: 0:G3'16 1:C4'15 2:Eb4'14 3:G#4'13
        arp: 0:G4'8 6:Eb5'8 12:C5'4
        lead: 2:C5'6 8:C5'6 14:Bb4'2
        texture:
        counter: 0:Eb5'12 12:Eb5'4
        """, Contexts.Plain("drum-and-bass", Mode.Minor, 3, 17));

    [Fact]
    public void AChipTune() => Expect(
        """
        C@0
        drums: 0:k 0:c 4:s 8:k 10:h 12:s 14:h
        bass: 0:C2'2 3:G1'2 6:C3'1 8:C2'2 11:G1'2 14:C2'1 15:D2'1
        chords: 0:C4'6 0:E4'6 0:G4'6 0:E5'6 8:C4'6 8:E4'6 8:G4'6 8:E5'6
        arp: 0:G4'2 2:E5'1 3:G4'1 4:C5'1 5:E5'1 6:G4'2 8:E5'2 10:C5'1 11:E5'1 12:G4'2 14:E5'1 15:G4'1
        lead: 0:E5'1 1:D5'1 2:C5'3 6:D5'2 8:E5'2 10:F5'1 11:G5'2 14:A5'2
        texture: 0:C4'32 0:G4'32
        counter: 0:G4'6 8:G4'6
        """, Contexts.Plain("chiptune", Mode.Major, 2, 0));

    private static void Expect(string expected, BarContext context)
    {
        BarScore score = new();
        new RuleComposer().Compose(context, score);
        Assert.Equal(expected, Text(score, context.Metre), ignoreLineEndingDifferences: true);
    }

    private static string Text(BarScore score, Metre metre)
    {
        string[] parts = ["drums", "bass", "chords", "arp", "lead", "texture", "counter"];
        StringBuilder text = new(string.Join("  ", score.Chords.Select(chord => string.Create(CultureInfo.InvariantCulture, $"{chord.Symbol}@{chord.Tick}"))));
        for (int layer = 0; layer < parts.Length; layer++)
        {
            IEnumerable<string> notes = score.Notes.Where(n => n.Layer == layer)
                .Select(n => (Step: Math.Min((n.Tick + 60) / 240, (metre.TicksPerBar / 240) - 1), Note: n))
                .OrderBy(n => n.Step).ThenBy(n => n.Note.Pitch)
                .Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Step}:{Name(n.Note, layer)}{Length(n.Note, layer)}"));
            text.Append('\n').Append($"{parts[layer]}: {string.Join(' ', notes)}".TrimEnd());
        }

        return text.ToString();
    }

    private static string Name(Note note, int layer) => layer == 0
        ? note.Pitch switch { 36 => "k", 37 => "r", 38 => "s", 42 => "h", 46 => "o", 49 => "c", 51 => "y", _ => string.Create(CultureInfo.InvariantCulture, $"#{note.Pitch}") }
        : string.Create(CultureInfo.InvariantCulture, $"{Spelling.Name(((note.Pitch * 7) + 3) % 12 - 3)}{(note.Pitch / 12) - 1}");

    private static string Length(Note note, int layer) =>
        layer == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"'{Math.Max(1, (note.Duration + 120) / 240)}");
}
