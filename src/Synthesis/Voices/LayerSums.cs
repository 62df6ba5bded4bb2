using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// What the notes of each layer add up to in one chunk: left, right and what is sent to the reverb, one after the other.
/// Work on them runs in eights and may write up to seven floats beyond the chunk, which mean nothing.
/// </summary>
internal sealed class LayerSums
{
    /// <summary>Floats of a buffer: a chunk and the room beyond it.</summary>
    public const int Room = LaneRamp.Grid + Squares.Side;

    private readonly float[] floats;
    private uint written;

    /// <summary>Creates silence.</summary>
    /// <param name="layers">Number of layers, at most 32.</param>
    public LayerSums(int layers) => floats = new float[layers * 3 * Room];

    /// <summary>Begins a chunk: no layer has anything in it.</summary>
    public void Begin() => written = 0;

    /// <summary>Whether a layer has something in it.</summary>
    public bool Has(int layer) => (written & (1u << layer)) != 0;

    /// <summary>Notes that a layer has something in it now.</summary>
    public void Mark(int layer) => written |= 1u << layer;

    /// <summary>Makes a layer silent.</summary>
    public void Clear(int layer) => floats.AsSpan(layer * 3 * Room, 3 * Room).Clear();

    /// <summary>The first float of a layer: left, and <see cref="Room"/> floats later right, and then the reverb's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int layer) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(floats), layer * 3 * Room);

    /// <summary>Left.</summary>
    public Span<float> Left(int layer) => floats.AsSpan(layer * 3 * Room, Room);

    /// <summary>Right.</summary>
    public Span<float> Right(int layer) => floats.AsSpan(((layer * 3) + 1) * Room, Room);

    /// <summary>What is sent to the reverb.</summary>
    public Span<float> Send(int layer) => floats.AsSpan(((layer * 3) + 2) * Room, Room);
}
