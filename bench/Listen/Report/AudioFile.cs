using SessionService.Audio.Ogg;
using SessionService.Audio.Opus;
using SessionService.Audio.Wav;

namespace SessionService.Listen.Report;

/// <summary>Writes what the players play.</summary>
public static class AudioFile
{
    /// <summary>Writes Ogg Opus where libopus is there, else WAV.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="name">Name without ending.</param>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    /// <returns>The file's name.</returns>
    public static string Write(string folder, string name, float[] stereo)
    {
        if (!OpusLibrary.IsAvailable)
        {
            WriteWav(Path.Combine(folder, name + ".wav"), stereo);
            return name + ".wav";
        }

        using OpusEncoder encoder = new(new OpusEncoderOptions(BitrateBps: 128_000));
        using OggOpusWriter writer = new(File.Create(Path.Combine(folder, name + ".opus")), 2, encoder.Lookahead);
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        int block = 2 * OpusEncoder.FrameSamples;
        for (int at = 0; at + block <= stereo.Length; at += block)
        {
            int bytes = encoder.Encode(stereo.AsSpan(at, block), packet);
            writer.Write(packet.AsSpan(0, bytes), OpusEncoder.FrameSamples);
        }

        return name + ".opus";
    }

    /// <summary>Writes a WAV file of 32-bit floats, so that no measure of it is rounded.</summary>
    /// <param name="path">Path.</param>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    public static void WriteWav(string path, float[] stereo)
    {
        using WavWriter writer = new(File.Create(path), 48_000, 2, WavFormat.Float32);
        writer.Write(stereo);
    }
}
