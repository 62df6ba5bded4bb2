using System.Buffers.Binary;

namespace SessionService.Inference.Onnx;

/// <summary>Numbers that a package has stored, and how far others are from them.</summary>
internal static class StoredNumbers
{
    /// <summary>Reads numbers of 32 bits, the lowest byte first.</summary>
    /// <param name="bytes">Begins with them.</param>
    /// <param name="count">How many.</param>
    public static float[] Read(ReadOnlySpan<byte> bytes, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        }

        return values;
    }

    /// <summary>The largest difference; infinite where a number is none.</summary>
    /// <param name="left">Some numbers.</param>
    /// <param name="right">As many others.</param>
    public static double Difference(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double worst = 0;
        for (int i = 0; i < left.Length; i++)
        {
            worst = Worse(worst, Math.Abs((double)left[i] - right[i]));
        }

        return worst;
    }

    /// <summary>The larger of two differences. What is not a number is worse than any number, and stays so.</summary>
    public static double Worse(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.PositiveInfinity : Math.Max(left, right);
}
