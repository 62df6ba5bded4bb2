using System.Diagnostics;
using System.Globalization;
using SessionService.Music.Midi;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Music.Time;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>
/// FluidSynth's command-line renderer beside this one: the same notes as a MIDI file, its reverb and chorus on, into a
/// file of the same rate; processor time of both in one run, best of some rounds.
/// </summary>
internal static class Beside
{
    // General MIDI programs by the order of parts: drums (channel 10), bass, chords, arpeggio, lead, texture, counter-melody.
    private static readonly int[] Programs = [0, 32, 48, 46, 73, 89, 60];

    /// <summary>Prints a line per style.</summary>
    /// <param name="soundFont">Path of a SoundFont.</param>
    /// <param name="seconds">Length of the music.</param>
    /// <param name="rounds">How many times.</param>
    public static void FluidSynth(string soundFont, int seconds, int rounds)
    {
        Console.WriteLine("style                 here (s)   FluidSynth (s)   ratio   notes   x real time here");
        string midi = Path.GetTempFileName(), wav = Path.ChangeExtension(midi, ".wav");
        float[] mix = new float[2 * 48_000 * seconds];
        foreach (Style style in StyleCatalogue.All)
        {
            (double own, double other, int notes) = (double.MaxValue, double.MaxValue, 0);
            for (int round = 0; round < rounds; round++)
            {
                notes = Write(style, midi, seconds);
                Performance performance = ComposedScene.Perform(style.Name, mood: "0.7");
                Renderer renderer = ComposedScene.RendererFor(performance);
                TimeSpan began = Environment.CpuUsage.TotalTime;
                ComposedScene.Render(performance, renderer, mix);
                own = Math.Min(own, (Environment.CpuUsage.TotalTime - began).TotalSeconds);
                other = Math.Min(other, Run(soundFont, midi, wav));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{style.Name,-20} {own,9:F2} {other,16:F2} {other / own,7:F2} {notes,7} {seconds / own,18:F0}"));
        }

        File.Delete(midi);
        File.Delete(wav);
    }

    private static double Run(string soundFont, string midi, string wav)
    {
        using Process process = Process.Start(new ProcessStartInfo("fluidsynth")
        {
            ArgumentList = { "-n", "-i", "-q", "-R", "1", "-C", "1", "-r", "48000", "-F", wav, soundFont, midi },
            UseShellExecute = false,
        })!;
        TimeSpan used = TimeSpan.Zero;
        while (!process.WaitForExit(20))
        {
            used = Used(process, used);
        }

        return used.TotalSeconds;
    }

    // A process that has just ended has no times any more: what was read last is at most 20 ms short.
    private static TimeSpan Used(Process process, TimeSpan before)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return before;
        }
    }

    private static int Write(Style style, string path, int seconds)
    {
        Performance performance = ComposedScene.Perform(style.Name, mood: "0.7");
        List<Directive> directives = [];
        performance.Advance(seconds * 48_000L, directives, []);
        double ticks = style.DefaultBpm / 60 * MusicalTime.TicksPerQuarter / 48_000;
        List<MidiTrack> tracks = [];
        for (int layer = 0; layer < performance.Layers.Count; layer++)
        {
            MidiNote[] notes =
            [
                .. directives.Where(d => d.Kind == DirectiveKind.Note && d.Target == layer && d.Sample < seconds * 48_000L)
                    .Select(d => new MidiNote((long)(d.Sample * ticks), Math.Max(1, (long)(d.Length * ticks)), d.Pitch, d.Velocity)),
            ];
            int channel = layer == 0 ? 9 : layer < 10 ? layer - 1 : layer;
            tracks.Add(new MidiTrack($"layer {layer}", channel, Programs[layer % Programs.Length], notes));
        }

        using FileStream file = File.Create(path);
        MidiFile.Write(file, tracks, [new MidiTempo(0, Tempo.FromBpm(style.DefaultBpm))], []);
        return tracks.Sum(t => t.Notes.Count);
    }
}
