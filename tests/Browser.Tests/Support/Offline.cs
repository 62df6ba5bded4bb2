using System.Globalization;
using System.Runtime.InteropServices;

namespace SessionService.Browser.Tests.Support;

/// <summary>The oracle: the service's offline rendering of the same map and seed, which nobody has touched.</summary>
internal static class Offline
{
    /// <summary>Renders an example without any event.</summary>
    /// <returns>16-bit interleaved stereo from sample 0.</returns>
    public static async Task<short[]> RenderAsync(string example, string seed, int seconds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sessionservice-render-");
        try
        {
            string events = Path.Combine(folder.FullName, "none.jsonl");
            string wav = Path.Combine(folder.FullName, "mix.wav");
            await File.WriteAllTextAsync(events, "");
            await Programs.RunAsync("dotnet", Repository.Root, Repository.Service, "render",
                "--project", Repository.In("examples", example + ".json"), "--events", events,
                "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--seed", seed, "--out", wav);
            return ReadWav(await File.ReadAllBytesAsync(wav));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Samples of a RIFF WAVE file of 16-bit stereo at 48 kHz.</summary>
    private static short[] ReadWav(ReadOnlySpan<byte> file)
    {
        Assert.True(file.Length > 12 && file[..4].SequenceEqual("RIFF"u8) && file[8..12].SequenceEqual("WAVE"u8), "not a WAV file");
        for (int at = 12; at + 8 <= file.Length;)
        {
            int size = MemoryMarshal.Read<int>(file[(at + 4)..]);
            ReadOnlySpan<byte> body = file.Slice(at + 8, Math.Min(size, file.Length - at - 8));
            if (file.Slice(at, 4).SequenceEqual("fmt "u8))
            {
                Assert.Equal(2, MemoryMarshal.Read<short>(body[2..]));
                Assert.Equal(48_000, MemoryMarshal.Read<int>(body[4..]));
                Assert.Equal(16, MemoryMarshal.Read<short>(body[14..]));
            }
            else if (file.Slice(at, 4).SequenceEqual("data"u8))
            {
                return MemoryMarshal.Cast<byte, short>(body).ToArray();
            }

            at += 8 + size + (size & 1);
        }

        throw new InvalidOperationException("no data in the WAV file");
    }
}
