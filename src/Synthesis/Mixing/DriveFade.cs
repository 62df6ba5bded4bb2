using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// Brings the drive of a layer in or takes it out while something sounds: the driven and the plain sound are cross-faded, since
/// filters that begin in the middle of a sound jump.
/// </summary>
internal sealed class DriveFade
{
    // 10 ms.
    private const float Step = 1f / 480;

    private readonly float[] plain = new float[2 * LayerSums.Room];
    private float share;

    /// <summary>Whether the driven sound has a share in what is heard.</summary>
    public bool Heard => share > 0;

    /// <summary>Nothing sounds: it is all driven or not at all from here on.</summary>
    public void Settle(bool driven) => share = driven ? 1 : 0;

    /// <summary>Whether the share moves.</summary>
    public bool Moves(bool driven) => driven ? share < 1 : share > 0;

    /// <summary>Keeps the sound as it is without the drive.</summary>
    public void Keep(int layer, int count, LayerSums sums)
    {
        sums.Left(layer)[..count].CopyTo(plain);
        sums.Right(layer)[..count].CopyTo(plain.AsSpan(LayerSums.Room));
    }

    /// <summary>Puts the driven sound together with what was kept, sample by sample nearer to where it belongs.</summary>
    public void Blend(bool driven, int layer, int count, LayerSums sums)
    {
        Span<float> left = sums.Left(layer), right = sums.Right(layer);
        for (int i = 0; i < count; i++)
        {
            share = driven ? Math.Min(1, share + Step) : Math.Max(0, share - Step);
            left[i] = plain[i] + (share * (left[i] - plain[i]));
            right[i] = plain[LayerSums.Room + i] + (share * (right[i] - plain[LayerSums.Room + i]));
        }
    }
}
