using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Mixing;

/// <summary>How loud a layer is where.</summary>
/// <param name="Gain">In the mix and in the reverb, where it does not move.</param>
/// <param name="Echo">In the echo, beside that.</param>
/// <param name="Chorus">In the ensemble, beside that.</param>
internal readonly record struct SendLevels(float Gain, float Echo, float Chorus);

/// <summary>A layer's way to the bus: levelled and added to six sums in one pass over memory.</summary>
internal static class LayerSend
{
    /// <summary>Levels a layer and adds it to the bus, and up to seven floats beyond the chunk.</summary>
    /// <param name="layer">Left, and <see cref="LayerSums.Room"/> floats later right, and then what is sent to the reverb.</param>
    /// <param name="moving">Level of each sample; empty where it stands still.</param>
    /// <param name="levels">Levels.</param>
    /// <param name="kept">Whether left and right are to be levelled in place, too.</param>
    /// <param name="bus">See <see cref="Bus.First"/>.</param>
    /// <param name="count">Samples.</param>
    public static void Add(ref float layer, ReadOnlySpan<float> moving, in SendLevels levels, bool kept, ref float bus, int count)
    {
        const nuint Room = LayerSums.Room;
        Vector256<float> level = Vector256.Create(levels.Gain), toEcho = Vector256.Create(levels.Echo), toChorus = Vector256.Create(levels.Chorus);
        bool moves = moving.Length >= LayerSums.Room, echoes = levels.Echo != 0, sways = levels.Chorus != 0;
        ref float each = ref MemoryMarshal.GetReference(moving);
        for (nuint at = 0; at < (nuint)count; at += 8)
        {
            level = moves ? Vector256.LoadUnsafe(ref each, at) : level;
            Vector256<float> left = Vector256.LoadUnsafe(ref layer, at) * level, right = Vector256.LoadUnsafe(ref layer, at + Room) * level;
            Vector256<float> send = Vector256.LoadUnsafe(ref layer, at + (2 * Room)) * level;
            (left + Vector256.LoadUnsafe(ref bus, at)).StoreUnsafe(ref bus, at);
            (right + Vector256.LoadUnsafe(ref bus, at + Room)).StoreUnsafe(ref bus, at + Room);
            (send + Vector256.LoadUnsafe(ref bus, at + (2 * Room))).StoreUnsafe(ref bus, at + (2 * Room));
            if (kept)
            {
                left.StoreUnsafe(ref layer, at);
                right.StoreUnsafe(ref layer, at + Room);
            }

            if (sways)
            {
                Lanes.Fma(left + right, toChorus, Vector256.LoadUnsafe(ref bus, at + (3 * Room))).StoreUnsafe(ref bus, at + (3 * Room));
            }

            if (echoes)
            {
                Lanes.Fma(left, toEcho, Vector256.LoadUnsafe(ref bus, at + (4 * Room))).StoreUnsafe(ref bus, at + (4 * Room));
                Lanes.Fma(right, toEcho, Vector256.LoadUnsafe(ref bus, at + (5 * Room))).StoreUnsafe(ref bus, at + (5 * Room));
            }
        }
    }
}
