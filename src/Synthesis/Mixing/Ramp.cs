using System.Runtime.CompilerServices;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// A value that moves in a straight line and arrives exactly. Each value is computed from the distance walked, not from
/// the value before, so going one by one and skipping ahead give the same.
/// </summary>
internal struct Ramp
{
    private float target;
    private double from, step;
    private long walked, length;

    /// <summary>A ramp at rest.</summary>
    public Ramp(float value) => (Value, target, from) = (value, value, value);

    /// <summary>The value now.</summary>
    public float Value { get; private set; }

    /// <summary>Whether it moves.</summary>
    public readonly bool Moving => walked < length;

    /// <summary>Heads for a value.</summary>
    /// <param name="to">The value.</param>
    /// <param name="samples">How long the way takes; 0 jumps.</param>
    public void HeadFor(float to, long samples)
    {
        (target, from, walked, length) = (to, Value, 0, samples);
        step = samples > 0 ? ((double)to - Value) / samples : 0;
        Value = samples > 0 ? Value : to;
    }

    /// <summary>The value at the next sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Next()
    {
        if (walked < length)
        {
            Skip(1);
        }

        return Value;
    }

    /// <summary>Writes the values of the next samples.</summary>
    public void Fill(Span<float> values)
    {
        int moving = (int)Math.Min(values.Length, length - walked);
        for (int i = 0; i < moving; i++)
        {
            values[i] = Next();
        }

        values[Math.Max(0, moving)..].Fill(Value);
    }

    /// <summary>Goes on by several samples.</summary>
    public void Skip(long samples)
    {
        if (walked < length)
        {
            walked = Math.Min(walked + samples, length);
            Value = walked == length ? target : (float)(from + (step * walked));
        }
    }
}
