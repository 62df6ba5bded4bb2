using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Session;
using Orleans.Serialization.WireProtocol;

namespace SessionService.Grains.Tests.Contracts;

/// <summary>A message's bytes as nodes of other versions would write them, by the rules of the wire alone.</summary>
internal static class WireText
{
    /// <summary>Where each field of a message ends; the first entry is where the first begins.</summary>
    public static List<int> FieldEnds(byte[] message, SerializerSessionPool sessions)
    {
        using SerializerSession session = sessions.GetSession();
        var reader = Reader.Create(message, session);
        Field root = reader.ReadFieldHeader();
        Assert.True(root.WireType == WireType.TagDelimited, "A message is written as a run of fields with an end.");
        List<int> ends = [(int)reader.Position];
        while (true)
        {
            Field field = reader.ReadFieldHeader();
            if (field.IsEndBaseFields)
            {
                // A record's base has no fields of its own.
                Assert.Single(ends);
                ends[0] = (int)reader.Position;
                continue;
            }

            if (field.IsEndObject)
            {
                Assert.Equal(message.Length, reader.Position);
                return ends;
            }

            reader.ConsumeUnknownField(ref field);
            ends.Add((int)reader.Position);
        }
    }

    /// <summary>The message as a node wrote it that knew only its first fields.</summary>
    public static byte[] WithOnly(byte[] message, int end) => [.. message.AsSpan(0, end), message[^1]];

    /// <summary>The message as a node writes it that has fields of every kind which the reader has never heard of.</summary>
    public static byte[] WithUnknown(byte[] message, uint lastId, SerializerSessionPool sessions)
    {
        using SerializerSession session = sessions.GetSession();
        var buffer = new ArrayBufferWriter<byte>();
        var writer = Writer.Create(buffer, session);
        StringCodec.WriteField(ref writer, 200 - lastId, "told by a later version");
        Int64Codec.WriteField(ref writer, 1, long.MaxValue);
        DoubleCodec.WriteField(ref writer, 1, 0.5);
        ByteArrayCodec.WriteField(ref writer, 1, [1, 2, 3]);
        writer.Commit();
        return [.. message.AsSpan(0, message.Length - 1), .. buffer.WrittenSpan, message[^1]];
    }
}
