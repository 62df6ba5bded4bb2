using System.Runtime.Intrinsics;
using SessionService.Music.Styles;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mastering;

/// <summary>From the sum of the stems to the mix: the style's trim and balance, three bands, levelling. No latency, and no limit yet.</summary>
internal sealed class Master
{
    private const double MakeupDb = 1.5;

    private readonly Leveller leveller = new();
    private readonly BandCompressor low = new(-18), middle = new(-19), high = new(-26);
    private readonly Bands bands = new();
    private readonly float[] played = new float[2 * LaneRamp.Grid];
    private Ramp trimDb, restDb, fullDb, width, lowDb, highDb;
    private float energy = 0.5f;
    private Vector128<float> gains, gainStep;
    private float level = 1, levelStep, trim, trimStep;

    /// <summary>Creates a master.</summary>
    /// <param name="mix">Mix of the first style.</param>
    public Master(MixSettings mix)
    {
        MoveTo(mix, 0);
        (gains, trim) = (Wanted().GetLower(), Wanted().GetElement(4));
    }

    /// <summary>What the leveller adds now, dB.</summary>
    public double LevellerDb => leveller.GainDb;

    /// <summary>What the compressor of the middle takes away now, dB, at most 0.</summary>
    public double CompressorDb => middle.GainDb;

    /// <summary>Moves to another style's mix.</summary>
    /// <param name="mix">The mix.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void MoveTo(MixSettings mix, long length)
    {
        trimDb.HeadFor((float)mix.TrimDb, length);
        restDb.HeadFor((float)mix.RestDb, length);
        fullDb.HeadFor((float)mix.FullDb, length);
        width.HeadFor((float)mix.Width, length);
        lowDb.HeadFor((float)mix.LowDb, length);
        highDb.HeadFor((float)mix.HighDb, length);
    }

    /// <summary>Moves the gains at a point of the control grid.</summary>
    /// <param name="force">The energy now, 0..1: what is sparse and soft is trimmed up at once, and needs no hand on the fader.</param>
    public void OnGrid(float force)
    {
        const float Share = 1f / LaneRamp.Grid;
        energy = force;
        (float lows, float middles, float highs) = bands.TakePower();
        low.OnGrid(lows);
        middle.OnGrid(middles);
        high.OnGrid(highs);
        leveller.Weigh(played);
        leveller.OnGrid(level);
        gains += gainStep * Vector128.Create((float)LaneRamp.Grid);
        level += levelStep * LaneRamp.Grid;
        trim += trimStep * LaneRamp.Grid;
        Vector256<float> wanted = Wanted();
        gainStep = (wanted.GetLower() - gains) * Vector128.Create(Share);
        levelStep = (wanted.GetElement(5) - level) * Share;
        trimStep = (wanted.GetElement(4) - trim) * Share;
        trimDb.Skip(LaneRamp.Grid);
        restDb.Skip(LaneRamp.Grid);
        fullDb.Skip(LaneRamp.Grid);
        width.Skip(LaneRamp.Grid);
        lowDb.Skip(LaneRamp.Grid);
        highDb.Skip(LaneRamp.Grid);
    }

    /// <summary>Makes the mix.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="left">Sum of the stems, left; used up. Room for seven floats more than the mix has samples.</param>
    /// <param name="right">The same, right.</param>
    /// <param name="mix">Receives interleaved stereo.</param>
    public void Process(long sample, Span<float> left, Span<float> right, Span<float> mix)
    {
        int walked = (int)(sample & (LaneRamp.Grid - 1)), count = mix.Length / 2;
        Glide(left, right, count, walked, trim, trimStep);
        bands.Process(walked, left, right, count, gains, gainStep);
        Glide(left, right, count, walked, level, levelStep);
        Mixdown.Interleave(left, right, mix);
        mix.CopyTo(played.AsSpan(2 * walked));
    }

    private static void Glide(Span<float> left, Span<float> right, int count, int walked, float from, float step)
    {
        for (int at = 0; at < count; at += Squares.Side)
        {
            Vector256<float> time = Vector256.Create((float)(walked + at)) + Vector256.ConvertToSingle(Vector256<int>.Indices);
            Vector256<float> gain = Lanes.Fma(Vector256.Create(step), time, Vector256.Create(from));
            (Vector256.Create<float>(left[at..]) * gain).CopyTo(left[at..]);
            (Vector256.Create<float>(right[at..]) * gain).CopyTo(right[at..]);
        }
    }

    /// <summary>Gains of low, middle and high and of the sides, which follow the middle; then the trim and the leveller's.</summary>
    private Vector256<float> Wanted()
    {
        const float Octaves = 0.16609640474436813f;
        float follows = (float)middle.GainDb;
        Vector256<float> decibels = Vector256.Create(
            (float)low.GainDb + lowDb.Value, follows, (float)high.GainDb + highDb.Value, follows, TrimmedDb(), (float)leveller.GainDb, 0, 0);
        Vector256<float> wanted = Lanes.Exp2(decibels * Vector256.Create(Octaves));
        return wanted.WithElement(3, wanted.GetElement(3) * width.Value);
    }

    private float TrimmedDb() =>
        trimDb.Value + (float)MakeupDb + (restDb.Value * Math.Max(0, 1 - (2 * energy))) + (fullDb.Value * Math.Max(0, (2 * energy) - 1));
}
