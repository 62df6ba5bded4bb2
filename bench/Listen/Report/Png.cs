using System.Buffers.Binary;
using System.IO.Compression;

namespace SessionService.Listen.Report;

/// <summary>Writes pictures as PNG (ISO/IEC 15948), eight bits a colour.</summary>
public static class Png
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>A picture of values by a palette, as the text of a <c>data:</c> address.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="value">0..1 at a column and a row, the first row on top.</param>
    public static string DataUri(int width, int height, Func<int, int, double> value)
    {
        byte[] rows = new byte[((3 * width) + 1) * height];
        for (int y = 0, at = 0; y < height; y++)
        {
            at++;
            for (int x = 0; x < width; x++, at += 3)
            {
                (rows[at], rows[at + 1], rows[at + 2]) = Palette.Colour(value(x, y));
            }
        }

        return "data:image/png;base64," + Convert.ToBase64String(Encode(width, height, rows));
    }

    /// <summary>A file of rows, each after a byte 0 (no filter).</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rows">Red, green and blue of each column after the filter byte.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rows)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(name);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(body, Crc(name, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (byte b in bytes)
        {
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }

            table[i] = crc;
        }

        return table;
    }
}
