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

    /// <summary>Tokens it knows already beyond the next one: a prompt, of which only what follows its last token is asked.</summary>
    int Ahead { get; }

    /// <summary>
    /// How many of <see cref="Ahead"/> are read in one call. Sequences that begin alike are cut alike: what is read of a token may
    /// differ in its last bits with the call it is read in, and so depends on the tokens before it alone.
    /// </summary>
    int Piece => Ahead;

    /// <summary>Names all tokens up to the end of the piece, so that what was read of them is found again; 0 where it is not kept.</summary>
    UInt128 PieceName => UInt128.Zero;

    /// <summary>Writes the tokens it reads next, as the model wants them described.</summary>
    /// <param name="rows">1 to 1 + <see cref="Ahead"/> tokens × the model's row width.</param>
    void Write(Span<long> rows);

    /// <summary>Notes that tokens were read of which nobody asked what follows.</summary>
    /// <param name="tokens">1 to <see cref="Ahead"/>.</param>
    void Advance(int tokens);

    /// <summary>Takes what the model said after the next token was read.</summary>
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
