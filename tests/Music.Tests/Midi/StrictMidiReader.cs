using System.Text;

namespace SessionService.Music.Tests.Midi;

/// <summary>Reads a Standard MIDI File and refuses everything the specification does not allow our writer.</summary>
internal sealed class StrictMidiReader(byte[] bytes)
{
    private int at;

    public int Division { get; private set; }

    public List<Track> Tracks { get; } = [];

    public sealed record Event(long Tick, byte Status, byte Meta, byte[] Data);

    public sealed record Track(List<Event> Events);

    public static StrictMidiReader Read(byte[] bytes)
    {
        StrictMidiReader reader = new(bytes);
        reader.ReadFile();
        return reader;
    }

    private void ReadFile()
    {
        Assert.Equal("MThd", Text(4));
        Assert.Equal(6, Int(4));
        Assert.Equal(1, Int(2));
        int count = Int(2);
        Division = Int(2);
        Assert.True(Division is > 0 and < 0x8000);
        for (int i = 0; i < count; i++)
        {
            Tracks.Add(ReadTrack());
        }

        Assert.Equal(bytes.Length, at);
    }

    private Track ReadTrack()
    {
        Assert.Equal("MTrk", Text(4));
        int length = Int(4);
        int end = at + length;
        List<Event> events = [];
        long tick = 0;
        while (true)
        {
            tick += Number();
            byte status = bytes[at++];
            Assert.True(status >= 0x80, "running status is not used");
            if (status == 0xFF)
            {
                byte meta = bytes[at++];
                byte[] data = Take((int)Number());
                events.Add(new Event(tick, status, meta, data));
                if (meta == 0x2F)
                {
                    Assert.Empty(data);
                    Assert.Equal(end, at);
                    return new Track(events);
                }
            }
            else
            {
                byte[] data = Take((status >> 4) is 0xC or 0xD ? 1 : 2);
                Assert.All(data, value => Assert.True(value < 0x80));
                events.Add(new Event(tick, status, 0, data));
            }
        }
    }

    private long Number()
    {
        long value = 0;
        for (int i = 0; i < 4; i++)
        {
            byte next = bytes[at++];
            Assert.False(i == 0 && next == 0x80, "a number has no leading zeros");
            value = (value << 7) | (uint)(next & 0x7F);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number has more than four bytes.");
    }

    private byte[] Take(int count)
    {
        byte[] taken = bytes[at..(at + count)];
        at += count;
        return taken;
    }

    private int Int(int count) => Take(count).Aggregate(0, (value, next) => (value << 8) | next);

    private string Text(int count) => Encoding.ASCII.GetString(Take(count));
}
