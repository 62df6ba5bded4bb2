using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// As <see cref="LaneRamp"/>, but known by where it stood at the grid point and how far it moves a sample: what is read
/// is computed from the distance, eight samples of one lane at a time.
/// </summary>
internal struct LaneGlide
{
    private Vector256<float> from, step;

    /// <summary>Where a lane stood at the last grid point, or where it began.</summary>
    public float Get(int lane) => Lanes.Get(ref from, lane);

    /// <summary>Heads for a target at the next grid point, or jumps to it in the lanes of the mask.</summary>
    public void Move(Vector256<float> target, Vector256<float> mask, bool jump)
    {
        if (jump)
        {
            from = Vector256.ConditionalSelect(mask, target, from);
            step = Vector256.AndNot(step, mask);
            return;
        }

        from = Lanes.Fma(step, Vector256.Create((float)LaneRamp.Grid), from);
        step = (target - from) * Vector256.Create(1f / LaneRamp.Grid);
    }

    /// <summary>A lane's value at the grid point, and its change per sample, eight times each.</summary>
    public (Vector256<float> From, Vector256<float> Step) Of(int lane) =>
        (Vector256.Create(Lanes.Get(ref from, lane)), Vector256.Create(Lanes.Get(ref step, lane)));
}
