namespace SessionService.Audio.Ogg;

/// <summary>The checksum of an Ogg page (RFC 3533, 6): CRC-32 with polynomial 0x04C11DB7, neither reflected nor inverted.</summary>
internal static class OggCrc
{
    private static readonly uint[] Table = MakeTable();

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = (crc << 8) ^ Table[(byte)(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 0x8000_0000) != 0 ? (value << 1) ^ 0x04C1_1DB7 : value << 1;
            }

            table[i] = value;
        }

        return table;
    }
}
