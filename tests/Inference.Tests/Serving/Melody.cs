using SessionService.Inference.Sampling;
using SessionService.Inference.Serving;
using SessionService.Music.Random;

namespace SessionService.Inference.Tests.Serving;

/// <summary>Reads a prompt, then writes some tokens at random by its own seed.</summary>
internal sealed class Melody(ulong seed, int[] prompt, int length) : ISequence
{
    private readonly Sampler sampler = new(16);
    private CounterRandom random = CounterRandom.For(seed, 0, 0, 0);

    public List<int> Written { get; } = [];

    public int Restarts { get; private set; }

    public int StepsLeft => prompt.Length + length - 1 - Position;

    public int Position { get; private set; }

    public int Ahead => Math.Max(0, prompt.Length - 1 - Position);

    public void Write(Span<long> rows)
    {
        for (int i = 0; i < rows.Length / 2; i++)
        {
            int place = Position + i;
            rows[2 * i] = place < prompt.Length ? prompt[place] : Written[place - prompt.Length];
            rows[(2 * i) + 1] = place;
        }
    }

    public void Advance(int tokens) => Position += tokens;

    public SequenceStep Accept(Span<float> logits)
    {
        if (++Position < prompt.Length)
        {
            return SequenceStep.Continues;
        }

        int token = sampler.Sample(logits, [], 0.9, 0.9, random.NextDouble());
        if (token < 0)
        {
            return SequenceStep.Invalid;
        }

        Written.Add(token);
        return Written.Count == length ? SequenceStep.Done : SequenceStep.Continues;
    }

    public void Restart()
    {
        Restarts++;
        Position = 0;
        Written.Clear();
        random = CounterRandom.For(seed, 0, 0, 0);
    }
}
