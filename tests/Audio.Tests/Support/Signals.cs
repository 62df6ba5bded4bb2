namespace SessionService.Audio.Tests.Support;

/// <summary>Signals to measure, interleaved.</summary>
internal static class Signals
{
    public const int Rate = 48_000;

    /// <summary>A sine in every channel at its level in dBFS (peak), as EBU Tech 3341 describes its signals.</summary>
    public static float[] Tone(double seconds, double hertz, double[] channels_db, int rate = Rate, double phase_deg = 0)
    {
        int frames = (int)Math.Round(seconds * rate);
        float[] samples = new float[frames * channels_db.Length];
        for (int i = 0; i < frames; i++)
        {
            double sine = Math.Sin((2 * Math.PI * hertz * i / rate) + (phase_deg * Math.PI / 180));
            for (int c = 0; c < channels_db.Length; c++)
            {
                samples[(i * channels_db.Length) + c] = (float)(sine * Math.Pow(10, channels_db[c] / 20));
            }
        }

        return samples;
    }

    /// <summary>A stereo 1 kHz sine, in phase.</summary>
    public static float[] Stereo(double seconds, double level_db, int rate = Rate)
    {
        return Tone(seconds, 1000, [level_db, level_db], rate);
    }

    public static float[] Silence(double seconds, int channels = 2)
    {
        return new float[(int)Math.Round(seconds * Rate) * channels];
    }

    /// <summary>White noise, always the same for a seed.</summary>
    public static float[] Noise(int samples, int seed, double peak = 0.5)
    {
        var random = new Random(seed);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++)
        {
            noise[i] = (float)(((random.NextDouble() * 2) - 1) * peak);
        }

        return noise;
    }

    /// <summary>Something like music: tones that come and go at differing levels over quiet noise, stereo.</summary>
    public static float[] Programme(double seconds, int seed)
    {
        var random = new Random(seed);
        int frames = (int)(seconds * Rate);
        float[] samples = Noise(frames * 2, seed + 1, 0.002);
        for (int at = 0; at < frames; at += Rate / 2)
        {
            double hertz = 60 * Math.Pow(2, random.NextDouble() * 7);
            double level = Math.Pow(10, (-40 + (35 * random.NextDouble())) / 20);
            double pan = random.NextDouble();
            for (int i = 0; i < Rate && at + i < frames; i++)
            {
                double value = level * Math.Exp(-3.0 * i / Rate) * Math.Sin(2 * Math.PI * hertz * i / Rate);
                samples[2 * (at + i)] += (float)(value * pan);
                samples[(2 * (at + i)) + 1] += (float)(value * (1 - pan));
            }
        }

        return samples;
    }
}
