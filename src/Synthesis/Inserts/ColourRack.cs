using System.Runtime.Intrinsics;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Inserts;

/// <summary>The colours of one instrument on one layer. What the instrument has none of costs nothing.</summary>
internal sealed class ColourRack
{
    private readonly Body body = new();
    private readonly Crusher crusher = new();
    private readonly Phaser phaser = new();
    private readonly Rotary rotary = new();
    private ColourPatch? patch;

    /// <summary>Whether anything is coloured.</summary>
    public bool Active => patch is not null;

    /// <summary>The instrument's colours it was set for; null for none.</summary>
    public ColourPatch? Patch => patch;

    /// <summary>Takes over the colours of an instrument, at rest.</summary>
    /// <param name="colour">Them, or null.</param>
    /// <param name="sample">The next sample.</param>
    /// <param name="frame">Controls now.</param>
    public void Set(ColourPatch? colour, long sample, in ControlFrame frame)
    {
        patch = colour;
        if (colour?.Body is { } shape)
        {
            body.Set(shape);
        }

        crusher.Set(colour?.Bits ?? 0, colour?.HoldHz ?? 0);
        phaser.Set(colour?.Phaser ?? 0, colour?.PhaserHz ?? 0);
        rotary.Clear();
        OnGrid(sample & ~(LaneRamp.Grid - 1L), frame);
    }

    /// <summary>Moves what sways, at a point of the control grid.</summary>
    public void OnGrid(long sample, in ControlFrame frame)
    {
        if (patch is { Phaser: > 0 })
        {
            phaser.OnGrid(sample);
        }

        if (patch is { Rotary: true })
        {
            rotary.OnGrid(frame.Energy);
        }
    }

    /// <summary>Changes (left, right, send, 0) in place; the send becomes what is heard.</summary>
    public void Process(long sample, Span<Vector128<float>> frames)
    {
        if (patch is null)
        {
            return;
        }

        if (patch.Body is not null)
        {
            body.Process(frames);
        }

        if (patch.Bits > 0 || patch.HoldHz > 0)
        {
            crusher.Process(frames);
        }

        if (patch.Phaser > 0)
        {
            phaser.Process(sample, frames);
        }

        if (patch.Rotary)
        {
            rotary.Process(frames);
        }

        float send = (float)patch.Send * 0.7f;
        for (int i = 0; i < frames.Length; i++)
        {
            Vector128<float> x = frames[i];
            frames[i] = Vector128.Create(x[0], x[1], (x[0] + x[1]) * send, 0);
        }
    }
}
