using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Dsp;

/// <summary>
/// Eight reads from a table at once: one by one, each put in its lane. The processor's own gather takes longer where it is
/// microcoded, and is no faster where it is not.
/// </summary>
internal static class Gathers
{
    /// <summary>Reads each lane's element.</summary>
    /// <param name="table">First element of the table.</param>
    /// <param name="index">Elements to read; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Read(ref float table, Vector256<int> index) =>
        Read(ref Unsafe.As<float, int>(ref table), index).AsSingle();

    /// <summary>Reads each lane's element.</summary>
    /// <param name="table">First element of the table.</param>
    /// <param name="index">Elements to read; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Read(ref int table, Vector256<int> index)
    {
        // Through memory: taking lanes out of a register one by one would cost as much as the reads.
        Vector256<int> at = index;
        ref int i = ref Unsafe.As<Vector256<int>, int>(ref at);
        return Vector256.Create(
            Vector128.Create(At(ref table, i, 0), At(ref table, i, 1), At(ref table, i, 2), At(ref table, i, 3)),
            Vector128.Create(At(ref table, i, 4), At(ref table, i, 5), At(ref table, i, 6), At(ref table, i, 7)));
    }

    /// <summary>Reads each of four lanes' element.</summary>
    /// <param name="table">First element of the table.</param>
    /// <param name="index">Elements to read; not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Read(ref int table, Vector128<int> index)
    {
        Vector128<int> at = index;
        ref int i = ref Unsafe.As<Vector128<int>, int>(ref at);
        return Vector128.Create(At(ref table, i, 0), At(ref table, i, 1), At(ref table, i, 2), At(ref table, i, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(ref int table, in int index, int lane) =>
        Unsafe.Add(ref table, Unsafe.Add(ref Unsafe.AsRef(in index), lane));
}
