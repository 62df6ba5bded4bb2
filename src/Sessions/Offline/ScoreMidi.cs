using SessionService.Music.Composition;
using SessionService.Music.Midi;
using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Sessions.Offline;

/// <summary>Writes what was played as a Standard MIDI File: one track per layer, with the tempi and metres of its bars.</summary>
public static class ScoreMidi
{
    private const int DrumChannel = 9;

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="score">What was played.</param>
    /// <param name="performance">The performance that played it.</param>
    public static void Write(Stream stream, ScoreRecorder score, Performance performance)
    {
        List<MidiTempo> tempi = [];
        List<MidiMetre> metres = [];
        foreach ((long tick, BarContext context) in score.Bars)
        {
            if (tempi.Count == 0 || tempi[^1].Tempo != context.Tempo)
            {
                tempi.Add(new MidiTempo(tick, context.Tempo));
            }

            if (metres.Count == 0 || metres[^1].Metre != context.Metre)
            {
                metres.Add(new MidiMetre(tick, context.Metre));
            }
        }

        List<MidiTrack> tracks = [];
        for (int layer = 0; layer < performance.Layers.Count; layer++)
        {
            LayerInfo info = performance.Layers[layer];
            List<MidiNote> notes = [.. score.Notes(layer).Select(n => new MidiNote(n.Tick, Math.Max(1, n.Duration), n.Pitch, n.Velocity))];
            tracks.Add(new MidiTrack(info.Name, Channel(layer, info), Program(info), notes));
        }

        MidiFile.Write(stream, tracks, tempi, metres);
    }

    // Fifteen pitched channels; channel 9 is percussion by General MIDI.
    private static int Channel(int layer, LayerInfo info)
    {
        if (info.Part == Part.Drums)
        {
            return DrumChannel;
        }

        int channel = layer % 15;
        return channel >= DrumChannel ? channel + 1 : channel;
    }

    // General MIDI programs that come nearest to each part's sound, from 0.
    private static int Program(LayerInfo info) => info.Part switch
    {
        Part.Drums => 0,
        Part.Bass => 33,
        Part.Chords => 89,
        Part.Arp => 46,
        Part.Lead => 73,
        Part.Counter => 68,
        _ => 95,
    };
}
