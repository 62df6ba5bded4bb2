namespace SessionService.Audio.Loudness;

/// <summary>
/// Programme loudness after ITU-R BS.1770-4 and EBU Tech 3341 (momentary, short-term, integrated) and loudness range
/// after EBU Tech 3342, with true peak. Values are in LUFS, LU and dBTP; negative infinity stands for "nothing yet" and
/// for silence. Windows end at multiples of 10 ms, so that a tone as long as the window is found whole wherever it
/// begins; gating blocks begin every 100 ms (75 % overlap). The size of a call never changes a value; nothing is
/// allocated after construction; memory does not grow with the length of the programme.
/// </summary>
public sealed class LoudnessMeter
{
    private const int HopsPerSecond = 100;
    private const int MomentaryHops = 40;
    private const int ShortTermHops = 300;
    private const int HopsPerBlock = 10;
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;
    private const double RangeGate = -20;

    private readonly int _channels;
    private readonly int _hopFrames;
    private readonly KWeighting _weighting;
    private readonly TruePeakMeter _truePeak;
    private readonly double[] _weights;
    private readonly double[] _hops = new double[ShortTermHops];
    private readonly LoudnessHistogram _blocks = new();
    private readonly LoudnessHistogram _shortTerms = new();
    private double _hopEnergy;
    private int _hopFilled;
    private long _hopCount;

    /// <summary>Makes a meter.</summary>
    /// <param name="sampleRate">8 000 to 192 000 Hz, a multiple of 100.</param>
    /// <param name="channels">
    /// 1, 2 (L R), 3 (L R C), 5 (L R C Ls Rs) or 6 (L R C LFE Ls Rs, of which LFE is not counted).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Another rate or number of channels.</exception>
    public LoudnessMeter(int sampleRate, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 192_000);
        if (sampleRate % HopsPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "A multiple of 100 Hz is needed.");
        }

        _weights = WeightsOf(channels);
        _channels = channels;
        _hopFrames = sampleRate / HopsPerSecond;
        _weighting = new KWeighting(sampleRate, channels);
        _truePeak = new TruePeakMeter(channels);
    }

    /// <summary>Loudness of the last 400 ms, LUFS.</summary>
    public double Momentary { get; private set; } = double.NegativeInfinity;

    /// <summary>Loudness of the last 3 s, LUFS.</summary>
    public double ShortTerm { get; private set; } = double.NegativeInfinity;

    /// <summary>Highest momentary loudness so far, LUFS.</summary>
    public double MaxMomentary { get; private set; } = double.NegativeInfinity;

    /// <summary>Highest short-term loudness so far, LUFS.</summary>
    public double MaxShortTerm { get; private set; } = double.NegativeInfinity;

    /// <summary>Gated loudness of everything so far, LUFS (BS.1770-4 Annex 1, equations 5 to 7).</summary>
    public double Integrated
    {
        get
        {
            double ungated = ToLoudness(_blocks.MeanAbove(AbsoluteGate));
            return ToLoudness(_blocks.MeanAbove(Math.Max(AbsoluteGate, ungated + RelativeGate)));
        }
    }

    /// <summary>Loudness range of everything so far, LU: the 10th to the 95th percentile of gated short-term loudness; 0 before 3 s.</summary>
    public double Range
    {
        get
        {
            double mean = ToLoudness(_shortTerms.MeanAbove(AbsoluteGate));
            double threshold = Math.Max(AbsoluteGate, mean + RangeGate);
            double range = _shortTerms.Percentile(threshold, 0.95) - _shortTerms.Percentile(threshold, 0.10);
            return double.IsNaN(range) ? 0 : range;
        }
    }

    /// <summary>Highest true peak of any channel so far, dBTP.</summary>
    public double TruePeakDb => _truePeak.PeakDb;

    /// <summary>Forgets everything heard.</summary>
    public void Reset()
    {
        _weighting.Reset();
        _truePeak.Reset();
        _blocks.Reset();
        _shortTerms.Reset();
        Array.Clear(_hops);
        _hopEnergy = 0;
        _hopFilled = 0;
        _hopCount = 0;
        Momentary = ShortTerm = MaxMomentary = MaxShortTerm = double.NegativeInfinity;
    }

    /// <summary>Hears a run of audio. Samples that are not finite count as 0.</summary>
    /// <param name="interleaved">Whole frames, full scale ±1.</param>
    /// <exception cref="ArgumentException">A frame is cut.</exception>
    public void Process(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {_channels} channels.", nameof(interleaved));
        }

        _truePeak.Process(interleaved);
        while (!interleaved.IsEmpty)
        {
            int frames = Math.Min(interleaved.Length / _channels, _hopFrames - _hopFilled);
            ReadOnlySpan<float> run = interleaved[..(frames * _channels)];
            for (int channel = 0; channel < _channels; channel++)
            {
                double energy = _weighting.Energy(run, channel, _channels);
                _hopEnergy += _weights[channel] * energy;
            }

            _hopFilled += frames;
            if (_hopFilled == _hopFrames)
            {
                EndHop();
            }

            interleaved = interleaved[run.Length..];
        }
    }

    /// <summary>Loudness of a weighted mean square, LUFS (BS.1770-4 Annex 1, equation 2).</summary>
    internal static double ToLoudness(double energy)
    {
        return energy > 0 ? -0.691 + (10 * Math.Log10(energy)) : double.NegativeInfinity;
    }

    private void EndHop()
    {
        _hops[(int)(_hopCount % ShortTermHops)] = _hopEnergy / _hopFrames;
        _hopCount++;
        _hopEnergy = 0;
        _hopFilled = 0;
        bool blockEnds = _hopCount % HopsPerBlock == 0;
        if (_hopCount >= MomentaryHops)
        {
            double energy = MeanOfLast(MomentaryHops);
            Momentary = ToLoudness(energy);
            MaxMomentary = Math.Max(MaxMomentary, Momentary);
            if (blockEnds)
            {
                _blocks.Add(energy);
            }
        }

        if (_hopCount >= ShortTermHops)
        {
            double energy = MeanOfLast(ShortTermHops);
            ShortTerm = ToLoudness(energy);
            MaxShortTerm = Math.Max(MaxShortTerm, ShortTerm);
            if (blockEnds)
            {
                _shortTerms.Add(energy);
            }
        }
    }

    // Summed anew each time: a running sum would keep the rounding of everything that has left the window.
    private double MeanOfLast(int hops)
    {
        double sum = 0;
        int index = (int)((_hopCount - hops) % ShortTermHops);
        for (int i = 0; i < hops; i++)
        {
            sum += _hops[index];
            index = index + 1 == ShortTermHops ? 0 : index + 1;
        }

        return sum / hops;
    }

    private static double[] WeightsOf(int channels)
    {
        return channels switch
        {
            1 => [1],
            2 => [1, 1],
            3 => [1, 1, 1],
            5 => [1, 1, 1, 1.41, 1.41],
            6 => [1, 1, 1, 0, 1.41, 1.41],
            _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "1, 2, 3, 5 or 6 channels are known."),
        };
    }
}
