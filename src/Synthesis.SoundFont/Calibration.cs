using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis.SoundFont;

/// <summary>
/// Finds the factor that makes a recording as loud as all built-in instruments are, −20 LUFS with a phrase of its kind at
/// velocity 96: it plays the phrase and measures. The same font gives the same factor.
/// </summary>
internal static class Calibration
{
    private const double TargetLufs = -20;
    private const int Seconds = 4;

    /// <summary>The factor; 1 where nothing is heard.</summary>
    /// <param name="program">What plays.</param>
    /// <param name="sampler">A sampler of that one instrument on one layer, at a factor of 1.</param>
    public static float Measure(Program program, ISampler sampler)
    {
        LoudnessMeter meter = new(MusicalTime.SampleRate, 2);
        List<Directive> phrase = Phrase(program);
        float[] frames = new float[3 * Desk.Block], stereo = new float[2 * Desk.Block];
        int next = 0;
        for (long at = 0; at < Seconds * MusicalTime.SampleRate; at += Desk.Block)
        {
            while (next < phrase.Count && phrase[next].Sample <= at)
            {
                sampler.TryStart(phrase[next++]);
            }

            Array.Clear(frames);
            sampler.Advance(at, Desk.Block);
            sampler.Add(0, frames);
            for (int i = 0; i < Desk.Block; i++)
            {
                (stereo[2 * i], stereo[(2 * i) + 1]) = (frames[3 * i], frames[(3 * i) + 1]);
            }

            meter.Process(stereo);
        }

        return double.IsFinite(meter.Integrated) ? (float)Math.Pow(10, (TargetLufs - meter.Integrated) / 20) : 1;
    }

    private static List<Directive> Phrase(Program program)
    {
        List<Directive> list = [];
        void Add(double at, int key, double length) => list.Add(new(
            (long)(at * MusicalTime.SampleRate), DirectiveKind.Note, 0, 0, (byte)key, 96, 0, (long)(length * MusicalTime.SampleRate)));
        (int lowest, int highest) = InstrumentCatalogue.RangeOf(program.Instrument);
        int top = Math.Max(lowest + 5, Math.Min(((lowest + highest) / 2) + 5, highest - 5));
        int middle = Math.Clamp(71, lowest + 5, top) - 4;
        for (double at = 0; at < Seconds; at += 2)
        {
            switch (program.Role)
            {
                case Role.Bass:
                    Add(at, 38, 0.9);
                    Add(at + 1, 43, 0.9);
                    break;
                case Role.Chords:
                    Array.ForEach([53, 57, 60, 64], key => Add(at, key, 1.9));
                    break;
                default:
                    Array.ForEach([0, 1, 2, 3], i => Add(at + (i * 0.5), middle + (i * 3), 0.45));
                    break;
            }
        }

        return list;
    }
}
