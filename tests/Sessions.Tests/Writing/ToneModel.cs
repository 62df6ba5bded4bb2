using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Sessions.Tests.Writing;

/// <summary>
/// An audio-token model whose sound is known: its codes are the number of the frame and the tone of the style, its decoder plays that
/// tone without a break for as long as the frames are those of one stream.
/// </summary>
internal sealed class ToneModel : IStepModel, ICodecDecoder, ISoundDecoders
{
    public const string Name = "tone 1.0.0 abc";

    private readonly CodecRows rows = new(Codec);

    /// <summary>Hz of the styles.</summary>
    public static Dictionary<string, float[]> Tones { get; } = new(StringComparer.Ordinal) { ["ambient"] = [400], ["cinematic"] = [600] };

    public static CodecShape Codec { get; } = new(2, 60_000, 60_000, [0, 0], 24_000, 1, 480, 1, 0, 0);

    public Func<bool> LosesItself { get; set; } = () => false;

    public bool SaysNonsense { get; set; }

    public int Slots => 8;

    public int Vocabulary => 2;

    public int Context => 300;

    public int RowWidth => rows.Width;

    public int PrefillLimit => 64;

    public StepCosts Costs { get; } = new((2, 1), (8, 1));

    public string Fingerprint => Name;

    public CodecShape Shape => Codec;

    /// <summary>A writer of bars with this model.</summary>
    public CodecBarWriter Writer(InferenceScheduler scheduler) => new(
        "tone 1.0.0", Context, new SampleDefaults(1, TopK: 1), CodecStyles.Of(Tones, 1), this, scheduler, new CodecWriterOptions(), TimeProvider.System);

    public void Step(ReadOnlySpan<int> slots, ReadOnlySpan<long> described, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        if (LosesItself())
        {
            throw new DeviceLostException("gone");
        }

        Span<float> style = stackalloc float[1];
        for (int i = 0; i < slots.Length; i++)
        {
            ReadOnlySpan<long> row = described.Slice(i * RowWidth, RowWidth);
            rows.Style(row, style);
            logits[2 * i] = SaysNonsense ? float.NaN : rows.Step(row);
            logits[(2 * i) + 1] = style[0];
        }
    }

    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
    }

    public float[] Decode(ReadOnlySpan<ushort> codes, int from, int count)
    {
        float[] sound = new float[count * Codec.SamplesPerFrame];
        for (int i = 0; i < sound.Length; i++)
        {
            int frame = from + (i / Codec.SamplesPerFrame);
            long sample = ((long)codes[2 * frame] * Codec.SamplesPerFrame) + (i % Codec.SamplesPerFrame);
            sound[i] = 0.3f * (float)Math.Sin(2 * Math.PI * codes[(2 * frame) + 1] * sample / Codec.SampleRate);
        }

        return sound;
    }

    public ICodecDecoder? Find(string fingerprint) => fingerprint == Name ? this : null;

    public void Dispose()
    {
    }
}
