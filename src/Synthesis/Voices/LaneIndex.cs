using System.Runtime.Intrinsics;
using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <summary>How far a modulator reaches in each lane: a held part, and one that falls after the stroke.</summary>
internal struct LaneIndex
{
    /// <summary>The index now.</summary>
    public LaneRamp Now;

    private Vector256<float> held, strike, fall;

    /// <summary>Sets a lane for a new note.</summary>
    public void Start(int lane, double heldIndex, double strikeIndex, double ms)
    {
        Lanes.Set(ref held, lane, (float)heldIndex);
        Lanes.Set(ref strike, lane, (float)strikeIndex);
        Lanes.Set(ref fall, lane, (float)Curve.Rate(ms, LaneRamp.Grid));
    }

    /// <summary>Lets the stroke's part fall, and scales both.</summary>
    public void Retune(Vector256<float> scale, Vector256<float> mask, bool jump)
    {
        if (!jump)
        {
            strike = Vector256.Max(Lanes.Fma(strike, -fall, strike), Vector256.Create(1e-3f));
        }

        Now.Move((held + strike) * scale, mask, jump);
    }
}
