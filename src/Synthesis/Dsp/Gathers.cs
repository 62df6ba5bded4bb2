using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SessionService.Synthesis.Dsp;

/// <summary>Eight reads from a table at once.</summary>
internal static class Gathers
{
    /// <summary>Reads each lane's element.</summary>
    /// <param name="table">First element of an array that is pinned.</param>
    /// <param name="index">Elements to read; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<float> Read(ref float table, Vector256<int> index)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.GatherVector256((float*)Unsafe.AsPointer(ref table), index, sizeof(float));
        }

        Vector256<float> result = default;
        for (int i = 0; i < Vector256<float>.Count; i++)
        {
            result = result.WithElement(i, Unsafe.Add(ref table, index.GetElement(i)));
        }

        return result;
    }

    /// <summary>Reads each lane's element.</summary>
    /// <param name="table">First element of an array that is pinned.</param>
    /// <param name="index">Elements to read; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Vector256<int> Read(ref int table, Vector256<int> index)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.GatherVector256((int*)Unsafe.AsPointer(ref table), index, sizeof(int));
        }

        Vector256<int> result = default;
        for (int i = 0; i < Vector256<int>.Count; i++)
        {
            result = result.WithElement(i, Unsafe.Add(ref table, index.GetElement(i)));
        }

        return result;
    }
}
