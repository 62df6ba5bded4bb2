using SessionService.Music.Adaptation;

namespace SessionService.Music.Performance;

/// <summary>The parameters as curves: each stands still, or moves in a straight line between two samples.</summary>
internal sealed class ParameterBank
{
    /// <summary>Shortest move, 10 ms: a step in a gain would click.</summary>
    public const long ShortestMove = 480;

    private readonly IReadOnlyList<ParameterDefinition> definitions;
    private readonly Curve[] curves;

    public ParameterBank(IReadOnlyList<ParameterDefinition> definitions)
    {
        this.definitions = definitions;
        curves = [.. definitions.Select(definition => new Curve(definition.Default, definition.Default, 0, 0))];
    }

    public int Count => curves.Length;

    public double ValueAt(int index, long sample)
    {
        Curve curve = curves[index];
        if (sample >= curve.End)
        {
            return curve.To;
        }

        return sample <= curve.Start
            ? curve.From
            : curve.From + ((curve.To - curve.From) * ((double)(sample - curve.Start) / (curve.End - curve.Start)));
    }

    public double Target(int index) => curves[index].To;

    /// <summary>Starts a move to a value within the range.</summary>
    public void Move(int index, double value, long start, long length)
    {
        long samples = Math.Max(length, ShortestMove);
        curves[index] = new Curve(ValueAt(index, start), value, start, start + samples);
    }

    /// <summary>The first end of a move after a sample; <see cref="long.MaxValue"/> where nothing moves.</summary>
    public long NextEnd(long sample)
    {
        long next = long.MaxValue;
        foreach (Curve curve in curves)
        {
            if (curve.End > sample && curve.From != curve.To)
            {
                next = Math.Min(next, curve.End);
            }
        }

        return next;
    }

    /// <summary>The sum of what drives give at a sample: how mood controls combine.</summary>
    public double Sum(DriveBinding[] drives, long sample)
    {
        double sum = 0;
        foreach (DriveBinding drive in drives)
        {
            sum += drive.Drive.At(Share(drive.Parameter, sample));
        }

        return sum;
    }

    /// <summary>The product of what drives give at a sample: how factors combine.</summary>
    public double Product(DriveBinding[] drives, long sample)
    {
        double product = 1;
        foreach (DriveBinding drive in drives)
        {
            product *= drive.Drive.At(Share(drive.Parameter, sample));
        }

        return product;
    }

    /// <summary>Takes over a parameter of the same name, value, move and all, as far as the new range allows.</summary>
    public void TakeOver(int index, ParameterBank other, int otherIndex)
    {
        ParameterDefinition range = definitions[index];
        Curve curve = other.curves[otherIndex];
        curves[index] = curve with
        {
            From = Math.Clamp(curve.From, range.Min, range.Max),
            To = Math.Clamp(curve.To, range.Min, range.Max),
        };
    }

    private double Share(int index, long sample)
    {
        ParameterDefinition range = definitions[index];
        return Math.Clamp((ValueAt(index, sample) - range.Min) / (range.Max - range.Min), 0, 1);
    }

    private readonly record struct Curve(double From, double To, long Start, long End);
}
