namespace SessionService.Inference.Codec;

/// <summary>Frames to be written by an audio-token model, and all that they depend on.</summary>
public sealed record CodecTask
{
    /// <summary>Seed of the draws.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number of the stream within what the seed stands for: streams of different numbers are independent.</summary>
    public required int Stream { get; init; }

    /// <summary>Number of the first frame to be written, from the stream's beginning; not negative.</summary>
    public required int FirstFrame { get; init; }

    /// <summary>Frames to be written, at least 1.</summary>
    public required int Frames { get; init; }

    /// <summary>The frames before, as many as the model is to be told, frame after frame; may be empty.</summary>
    public ReadOnlyMemory<ushort> History { get; init; }

    /// <summary>The style, as many numbers as the model wants.</summary>
    public required ReadOnlyMemory<float> Style { get; init; }

    /// <summary>1 leaves the model's own odds; 0 always takes the likeliest.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Codes drawn from, the likeliest; at least 1.</summary>
    public int TopK { get; init; } = 250;

    /// <summary>How far scores go from those without the style through those with it; 1 is the latter.</summary>
    public double Guidance { get; init; } = 1;
}
