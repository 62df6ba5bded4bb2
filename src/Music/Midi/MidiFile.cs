using System.Buffers.Binary;
using System.Text;
using SessionService.Music.Time;

namespace SessionService.Music.Midi;

/// <summary>
/// Writes Standard MIDI Files, format 1 ("The Complete MIDI 1.0 Detailed Specification", section Standard MIDI Files
/// 1.0): a conductor track of tempi and metres, then one track for each part.
/// </summary>
public static class MidiFile
{
    private const int MicrosecondsPerMinute = 60_000_000;
    private const int LargestDelta = 0x0FFFFFFF;

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="tracks">The parts, at most 65 534.</param>
    /// <param name="tempi">Tempi in order of tick.</param>
    /// <param name="metres">Metres in order of tick.</param>
    /// <exception cref="ArgumentException">A channel, program, key, velocity, tick or duration is out of range.</exception>
    public static void Write(
        Stream stream, IReadOnlyList<MidiTrack> tracks, IReadOnlyList<MidiTempo> tempi, IReadOnlyList<MidiMetre> metres)
    {
        if (tracks.Count > ushort.MaxValue - 1)
        {
            throw new ArgumentException("There are too many tracks.", nameof(tracks));
        }

        using MemoryStream buffer = new();
        Span<byte> header = stackalloc byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(header, 1);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(tracks.Count + 1));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], MusicalTime.TicksPerQuarter);
        WriteChunk(stream, "MThd", header);
        WriteConductor(buffer, tempi, metres);
        WriteChunk(stream, "MTrk", buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        foreach (MidiTrack track in tracks)
        {
            buffer.SetLength(0);
            WriteTrack(buffer, track);
            WriteChunk(stream, "MTrk", buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
    }

    private static void WriteChunk(Stream stream, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[8];
        Encoding.ASCII.GetBytes(type, head);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], content.Length);
        stream.Write(head);
        stream.Write(content);
    }

    private static void WriteConductor(MemoryStream buffer, IReadOnlyList<MidiTempo> tempi, IReadOnlyList<MidiMetre> metres)
    {
        long at = 0;
        int metre = 0;
        foreach (MidiTempo tempo in tempi)
        {
            while (metre < metres.Count && metres[metre].Tick <= tempo.Tick)
            {
                at = WriteMetre(buffer, metres[metre++], at);
            }

            at = WriteTempo(buffer, tempo, at);
        }

        while (metre < metres.Count)
        {
            at = WriteMetre(buffer, metres[metre++], at);
        }

        WriteEnd(buffer);
    }

    private static long WriteTempo(MemoryStream buffer, MidiTempo tempo, long at)
    {
        WriteDelta(buffer, tempo.Tick - at);
        int microseconds = (int)Math.Round(MicrosecondsPerMinute / tempo.Tempo.Bpm);
        buffer.Write([0xFF, 0x51, 3, (byte)(microseconds >> 16), (byte)(microseconds >> 8), (byte)microseconds]);
        return tempo.Tick;
    }

    // The metronome clicks on beats; 24 MIDI clocks and 8 thirty-seconds make a quarter.
    private static long WriteMetre(MemoryStream buffer, MidiMetre metre, long at)
    {
        WriteDelta(buffer, metre.Tick - at);
        byte unit = (byte)System.Numerics.BitOperations.Log2((uint)metre.Metre.Unit);
        buffer.Write([0xFF, 0x58, 4, (byte)metre.Metre.Beats, unit, (byte)(96 / metre.Metre.Unit), 8]);
        return metre.Tick;
    }

    private static void WriteTrack(MemoryStream buffer, MidiTrack track)
    {
        Check(track.Channel is >= 0 and <= 15, "channel", track);
        Check(track.Program is >= 0 and <= 127, "program", track);
        byte[] name = Encoding.UTF8.GetBytes(track.Name);
        WriteDelta(buffer, 0);
        buffer.Write([0xFF, 0x03]);
        WriteNumber(buffer, name.Length);
        buffer.Write(name);
        WriteDelta(buffer, 0);
        buffer.Write([(byte)(0xC0 | track.Channel), (byte)track.Program]);
        long at = 0;
        foreach ((long tick, bool on, byte pitch, byte velocity) in EventsOf(track))
        {
            WriteDelta(buffer, tick - at);
            buffer.Write([(byte)((on ? 0x90 : 0x80) | track.Channel), pitch, velocity]);
            at = tick;
        }

        WriteEnd(buffer);
    }

    // Notes end before others begin at the same tick, so that a repeated key is heard again.
    private static List<(long Tick, bool On, byte Pitch, byte Velocity)> EventsOf(MidiTrack track)
    {
        List<(long Tick, bool On, byte Pitch, byte Velocity)> events = new(track.Notes.Count * 2);
        foreach (MidiNote note in track.Notes)
        {
            Check(note.Tick >= 0 && note.Duration >= 1, "tick or duration", track);
            Check(note.Pitch <= 127 && note.Velocity is >= 1 and <= 127, "key or velocity", track);
            events.Add((note.Tick, true, note.Pitch, note.Velocity));
            events.Add((note.Tick + note.Duration, false, note.Pitch, 64));
        }

        events.Sort();
        return events;
    }

    private static void WriteEnd(MemoryStream buffer)
    {
        WriteDelta(buffer, 0);
        buffer.Write([0xFF, 0x2F, 0]);
    }

    private static void WriteDelta(MemoryStream buffer, long ticks)
    {
        // The largest delta is 78 hours at 60 quarters a minute.
        if (ticks is < 0 or > LargestDelta)
        {
            throw new ArgumentException($"A step of {ticks} ticks cannot be written: events must be in order and not too far apart.", nameof(ticks));
        }

        WriteNumber(buffer, (int)ticks);
    }

    // Seven bits a byte, most significant first; all but the last have the top bit set.
    private static void WriteNumber(MemoryStream buffer, int value)
    {
        for (int shift = 21; shift > 0; shift -= 7)
        {
            if (value >> shift != 0)
            {
                buffer.WriteByte((byte)(0x80 | (value >> shift & 0x7F)));
            }
        }

        buffer.WriteByte((byte)(value & 0x7F));
    }

    private static void Check(bool holds, string what, MidiTrack track)
    {
        if (!holds)
        {
            throw new ArgumentException($"Track '{track.Name}' has a {what} out of range.", nameof(track));
        }
    }
}
