using System.Runtime.Intrinsics;

namespace SessionService.Synthesis.Voices;

/// <summary>A value per lane that moves in a straight line from one point of the control grid to the next.</summary>
internal struct LaneRamp
{
    /// <summary>Samples between two points of the control grid.</summary>
    public const int Grid = 64;

    /// <summary>Value before the next sample.</summary>
    public Vector256<float> Value;

    /// <summary>Change per sample.</summary>
    public Vector256<float> Step;

    /// <summary>Heads for a target at the next grid point.</summary>
    public void HeadFor(Vector256<float> target) => Step = (target - Value) * Vector256.Create(1f / Grid);

    /// <summary>Jumps to the target in the lanes of the mask: they have just begun.</summary>
    public void Jump(Vector256<float> target, Vector256<float> mask)
    {
        Value = Vector256.ConditionalSelect(mask, target, Value);
        Step = Vector256.AndNot(Step, mask);
    }

    /// <summary>Either of them.</summary>
    public void Move(Vector256<float> target, Vector256<float> mask, bool jump)
    {
        if (jump)
        {
            Jump(target, mask);
        }
        else
        {
            HeadFor(target);
        }
    }
}
