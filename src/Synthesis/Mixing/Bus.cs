using System.Runtime.InteropServices;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// What the layers of one chunk come to: the sum of the stems, and what is sent to the shared effects. Every buffer has
/// room for seven floats beyond the chunk.
/// </summary>
internal sealed class Bus
{
    private readonly float[] floats = new float[6 * LayerSums.Room];

    /// <summary>The first float: six buffers of <see cref="LayerSums.Room"/> floats follow each other in the order of the members below.</summary>
    public ref float First => ref MemoryMarshal.GetArrayDataReference(floats);

    /// <summary>Sum of the stems, left.</summary>
    public Span<float> Left => floats.AsSpan(0, LayerSums.Room);

    /// <summary>Sum of the stems, right.</summary>
    public Span<float> Right => floats.AsSpan(LayerSums.Room, LayerSums.Room);

    /// <summary>To the reverb.</summary>
    public Span<float> Reverb => floats.AsSpan(2 * LayerSums.Room, LayerSums.Room);

    /// <summary>To the ensemble.</summary>
    public Span<float> Chorus => floats.AsSpan(3 * LayerSums.Room, LayerSums.Room);

    /// <summary>To the echo, left.</summary>
    public Span<float> EchoLeft => floats.AsSpan(4 * LayerSums.Room, LayerSums.Room);

    /// <summary>To the echo, right.</summary>
    public Span<float> EchoRight => floats.AsSpan(5 * LayerSums.Room, LayerSums.Room);

    /// <summary>Whether nothing is sent to the reverb.</summary>
    public bool ReverbSilent { get; private set; }

    /// <summary>Whether nothing is sent to the echo.</summary>
    public bool EchoSilent { get; private set; }

    /// <summary>Whether nothing is sent to the ensemble.</summary>
    public bool ChorusSilent { get; private set; }

    /// <summary>Begins a chunk.</summary>
    public void Begin()
    {
        Array.Clear(floats);
        (ReverbSilent, EchoSilent, ChorusSilent) = (true, true, true);
    }

    /// <summary>Notes where a layer is heard.</summary>
    /// <param name="echo">Its level in the echo.</param>
    /// <param name="chorus">Its level in the ensemble.</param>
    public void Hears(float echo, float chorus)
    {
        ReverbSilent = false;
        EchoSilent &= echo == 0;
        ChorusSilent &= chorus == 0;
    }
}
