using System.Text;
using SessionService.Music.Composition;
using SessionService.Music.Midi;
using SessionService.Music.Score;
using SessionService.Music.Tests.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Midi;

public sealed class MidiFileTests
{
    [Fact]
    public void SmallestFileIsWhatTheSpecificationSays()
    {
        MidiTrack track = new("A", 2, 5, [new(0, 96, 60, 100)]);
        byte[] bytes = Write([track], [new(0, Tempo.FromBpm(120))], [new(0, new Metre(6, 8))]);
        byte[] expected = Convert.FromHexString(
            "4D546864" + "00000006" + "0001" + "0002" + "03C0"
            + "4D54726B" + "00000013" + "00FF580406030C08" + "00FF510307A120" + "00FF2F00"
            + "4D54726B" + "00000014" + "00FF030141" + "00C205" + "00923C64" + "60823C40" + "00FF2F00");
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void NotesTempiAndMetresComeBack()
    {
        List<MidiNote> notes = [];
        BarScore score = new();
        RuleComposer composer = new();
        for (int bar = 0; bar < 16; bar++)
        {
            composer.Compose(Contexts.Plain("cinematic", Mode.Dorian).At(bar), score);
            notes.AddRange(score.Notes.Where(n => n.Layer == 2).Select(n => new MidiNote(n.Tick + (bar * 3840L), n.Duration, n.Pitch, n.Velocity)));
        }

        byte[] bytes = Write(
            [new MidiTrack("Stréicher", 3, 48, notes), new MidiTrack("empty", 9, 0, [])],
            [new(0, Tempo.FromBpm(90)), new(3840, Tempo.FromBpm(133.3))], [new(0, Metre.Common), new(7680, new Metre(7, 8))]);
        StrictMidiReader file = StrictMidiReader.Read(bytes);

        Assert.Equal(960, file.Division);
        Assert.Equal(3, file.Tracks.Count);
        Assert.Equal([0L, 3840], file.Tracks[0].Events.Where(e => e.Meta == 0x51).Select(e => e.Tick));
        Assert.Equal([new byte[] { 4, 2, 24, 8 }, new byte[] { 7, 3, 12, 8 }], file.Tracks[0].Events.Where(e => e.Meta == 0x58).Select(e => e.Data));
        Assert.Equal("Stréicher", Encoding.UTF8.GetString(file.Tracks[1].Events[0].Data));
        Assert.Equal(notes.OrderBy(n => n.Tick).ThenBy(n => n.Pitch), Notes(file.Tracks[1]).OrderBy(n => n.Tick).ThenBy(n => n.Pitch));
    }

    [Theory]
    [InlineData(16, 0, 0, 1, 60, 64)]
    [InlineData(0, 128, 0, 1, 60, 64)]
    [InlineData(0, 0, -1, 1, 60, 64)]
    [InlineData(0, 0, 0, 0, 60, 64)]
    [InlineData(0, 0, 0, 1, 128, 64)]
    [InlineData(0, 0, 0, 1, 60, 0)]
    [InlineData(0, 0, 1L << 28, 1, 60, 64)]
    public void WhatCannotBeWrittenIsRefused(int channel, int program, long tick, long duration, byte pitch, byte velocity) =>
        Assert.Throws<ArgumentException>(() => Write([new MidiTrack("x", channel, program, [new(tick, duration, pitch, velocity)])], [], []));

    private static byte[] Write(MidiTrack[] tracks, MidiTempo[] tempi, MidiMetre[] metres)
    {
        using MemoryStream stream = new();
        MidiFile.Write(stream, tracks, tempi, metres);
        return stream.ToArray();
    }

    private static List<MidiNote> Notes(StrictMidiReader.Track track)
    {
        List<MidiNote> notes = [];
        Dictionary<byte, (long Tick, byte Velocity)> open = [];
        foreach (StrictMidiReader.Event e in track.Events.Where(e => e.Status < 0xF0))
        {
            Assert.True(e.Status is 0x93 or 0x83 or 0xC3);
            if (e.Status == 0x93)
            {
                Assert.True(open.TryAdd(e.Data[0], (e.Tick, e.Data[1])), "a key sounds once at a time");
            }
            else if (e.Status == 0x83)
            {
                Assert.True(open.Remove(e.Data[0], out (long Tick, byte Velocity) start));
                notes.Add(new MidiNote(start.Tick, e.Tick - start.Tick, e.Data[0], start.Velocity));
            }
        }

        Assert.Empty(open);
        return notes;
    }
}
