namespace SessionService.Inference.Serving;

/// <summary>
/// A sequence as the scheduler sees it: tokens to read, then tokens that it chooses itself from logits. Called by one thread
/// at a time; it must allocate nothing and depend on nothing but what it is given.
/// </summary>
public interface ISequence
{
    /// <summary>Steps it expects to need still; at least 1 until it is done.</summary>
    int StepsLeft { get; }

    /// <summary>Tokens it has read: the place of the next one.</summary>
    int Position { get; }

    /// <summary>The token it reads next.</summary>
    int Next { get; }

    /// <summary>Takes what the model said after <see cref="Next"/> was read.</summary>
    /// <param name="logits">One for each token of the vocabulary; may be changed.</param>
    /// <returns>Whether it goes on.</returns>
    SequenceStep Accept(Span<float> logits);

    /// <summary>Goes back to the first token, to be run again from the beginning on another device.</summary>
    void Restart();
}

/// <summary>What became of a sequence in a step.</summary>
public enum SequenceStep
{
    /// <summary>It wants another step.</summary>
    Continues,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The model said what no model may say: logits that are not numbers, or nothing that is allowed.</summary>
    Invalid,
}
