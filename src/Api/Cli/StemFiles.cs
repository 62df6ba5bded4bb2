using SessionService.Audio.Wav;
using SessionService.Music.Performance;
using SessionService.Music.Time;

namespace SessionService.Api.Cli;

/// <summary>One WAV file per stem, named by its layer; the shared effects are <c>space.wav</c>.</summary>
internal sealed class StemFiles : IDisposable
{
    private readonly List<WavWriter> writers = [];

    public StemFiles(DirectoryInfo folder, IReadOnlyList<LayerInfo> layers)
    {
        folder.Create();
        foreach (string name in layers.Select(layer => layer.Name).Append("space"))
        {
            // A layer's name may hold what a file name must not.
            string safe = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
            string path = Path.Combine(folder.FullName, $"{safe}.wav");
            writers.Add(new WavWriter(File.Create(path), MusicalTime.SampleRate, 2));
        }
    }

    /// <summary>Writes the next samples of every stem.</summary>
    /// <param name="stems">Stems one after the other.</param>
    /// <param name="length">Values of one stem.</param>
    public void Write(ReadOnlySpan<float> stems, int length)
    {
        for (int i = 0; i < writers.Count && (i + 1) * length <= stems.Length; i++)
        {
            writers[i].Write(stems.Slice(i * length, length));
        }
    }

    public void Dispose() => writers.ForEach(writer => writer.Dispose());
}
