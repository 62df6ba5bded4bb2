using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Time;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Bars, bells, bowls and tines: four modes per lane, each a rotation of a point that shrinks a little every sample, and
/// the knock of the mallet. A mode's frequency and decay are exact (modal synthesis after Adrien, 1991).
/// </summary>
internal sealed class ModeBank(VoiceTable table) : Bank(table)
{
    /// <summary>Modes of a lane.</summary>
    public const int Modes = 4;

    private const float Turn = 4294967296f;
    private const float NoiseScale = 1f / 2147483648f;

    private readonly Vector256<float>[] turns = new Vector256<float>[Modes];
    private readonly Vector256<float>[] shrink = new Vector256<float>[Modes];
    private readonly Vector256<float>[] cosine = new Vector256<float>[Modes];
    private readonly Vector256<float>[] sine = new Vector256<float>[Modes];
    private readonly Vector256<float>[] across = new Vector256<float>[Modes];
    private readonly Vector256<float>[] along = new Vector256<float>[Modes];
    private Vector256<int> noise;
    private Vector256<float> knock, knockKeep, dark, dull;

    /// <inheritdoc/>
    protected override void StartEngine(int lane, LanePatch patch, in LaneStart note)
    {
        double hertz = patch.FixedHz > 0 ? patch.FixedHz : Curve.Hertz(note.Pitch) * patch.Ratio;
        double turn = hertz * Math.Pow(2, patch.Cents / 1200) / MusicalTime.SampleRate;
        double ring = patch.FixedHz > 0 ? 1 : Math.Pow(2, (60 - note.Pitch) * patch.RingPerOctave / 12.0);
        for (int i = 0; i < Modes; i++)
        {
            Mode mode = i < patch.Modes.Length ? patch.Modes[i] : default;
            double at = turn * mode.Ratio;
            bool heard = i < patch.Modes.Length && at < 0.45;
            double soft = Math.Pow(2, -patch.Softness * (1.2 - note.Force) * Math.Log2(Math.Max(1, mode.Ratio)));
            Lanes.Set(ref turns[i], lane, heard ? (float)at : 0);
            Lanes.Set(ref shrink[i], lane, heard ? (float)Math.Pow(10, -3 / (mode.Seconds * ring * MusicalTime.SampleRate)) : 0);
            Lanes.Set(ref across[i], lane, heard ? (float)(Curve.Gain(mode.Db) * soft) : 0);
            Lanes.Set(ref along[i], lane, 0);
        }

        Lanes.Set(ref noise, lane, (int)(note.Seed | 1u));
        Lanes.Set(ref knock, lane, (float)patch.Knock * note.Force * NoiseScale);
        Lanes.Set(ref knockKeep, lane, (float)(1 - Curve.Rate(patch.KnockMs)));
        double corner = patch.KnockHz * Math.Pow(2, 1.5 * (note.Force - 0.75));
        Lanes.Set(ref dark, lane, (float)(1 - Math.Exp(-2 * Math.PI * corner / MusicalTime.SampleRate)));
        Lanes.Set(ref dull, lane, 0);
    }

    /// <inheritdoc/>
    protected override void StopEngine(int lane)
    {
        for (int i = 0; i < Modes; i++)
        {
            Lanes.Set(ref across[i], lane, 0);
            Lanes.Set(ref along[i], lane, 0);
        }

        Lanes.Set(ref noise, lane, 0);
        Lanes.Set(ref knock, lane, 0);
        Lanes.Set(ref dull, lane, 0);
    }

    /// <inheritdoc/>
    protected override void RetuneEngine(
        in ControlFrame frame, Vector256<float> pitch, Vector256<float> slow, Vector256<float> mask, bool jump)
    {
        for (int i = 0; i < Modes; i++)
        {
            Vector256<int> angle = Vector256.ConvertToInt32Native(turns[i] * pitch * Vector256.Create(Turn));
            Vector256<float> c = Lanes.Sin(angle + Vector256.Create(0x4000_0000)) * shrink[i];
            Vector256<float> s = Lanes.Sin(angle) * shrink[i];
            cosine[i] = Vector256.ConditionalSelect(mask, c, cosine[i]);
            sine[i] = Vector256.ConditionalSelect(mask, s, sine[i]);
            across[i] = LaneFilter.Flushed(across[i]);
            along[i] = LaneFilter.Flushed(along[i]);
        }

        dull = LaneFilter.Flushed(dull);
        knock &= Vector256.GreaterThan(knock, Vector256.Create(1e-18f));
    }

    /// <inheritdoc/>
    protected override void Kernel(Span<float> rows, int count)
    {
        Vector256<float> level = Level, k = knock, d = dull;
        Vector256<float> x0 = across[0], x1 = across[1], x2 = across[2], x3 = across[3];
        Vector256<float> y0 = along[0], y1 = along[1], y2 = along[2], y3 = along[3];
        Vector256<float> c0 = cosine[0], c1 = cosine[1], c2 = cosine[2], c3 = cosine[3];
        Vector256<float> s0 = sine[0], s1 = sine[1], s2 = sine[2], s3 = sine[3];
        Vector256<int> n = noise;
        bool knocks = knock != Vector256<float>.Zero || dull != Vector256<float>.Zero;
        ref float to = ref MemoryMarshal.GetReference(rows);
        for (nuint at = 0, end = (nuint)(count * Stride); at < end; at += Stride)
        {
            Vector256<float> t0 = Lanes.Fma(c0, x0, -(s0 * y0)), t1 = Lanes.Fma(c1, x1, -(s1 * y1));
            Vector256<float> t2 = Lanes.Fma(c2, x2, -(s2 * y2)), t3 = Lanes.Fma(c3, x3, -(s3 * y3));
            y0 = Lanes.Fma(s0, x0, c0 * y0);
            y1 = Lanes.Fma(s1, x1, c1 * y1);
            y2 = Lanes.Fma(s2, x2, c2 * y2);
            y3 = Lanes.Fma(s3, x3, c3 * y3);
            (x0, x1, x2, x3) = (t0, t1, t2, t3);
            Vector256<float> x = y0 + y1 + (y2 + y3);
            if (knocks)
            {
                n = Lanes.NextNoise(n);
                d = Lanes.Fma(dark, Lanes.Fma(Vector256.ConvertToSingle(n), k, -d), d);
                k *= knockKeep;
                x += d;
            }

            level = Lanes.Fma(Rate, Aim - level, level);
            (x * level).StoreUnsafe(ref to, at);
        }

        (Level, knock, dull, noise) = (level, k, d, n);
        (across[0], across[1], across[2], across[3]) = (x0, x1, x2, x3);
        (along[0], along[1], along[2], along[3]) = (y0, y1, y2, y3);
    }
}
