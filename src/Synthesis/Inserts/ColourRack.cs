using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Mixing;
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
        if (patch?.Body is not null)
        {
            body.OnGrid();
        }

        if (patch is { Phaser: > 0 })
        {
            phaser.OnGrid(sample);
        }

        if (patch is { Rotary: true })
        {
            rotary.OnGrid(frame.Energy);
        }
    }

    /// <summary>Changes samples in place, and up to seven floats beyond them; the send becomes what is heard.</summary>
    /// <param name="sample">The first one.</param>
    /// <param name="left">Left.</param>
    /// <param name="right">Right.</param>
    /// <param name="send">What is sent to the reverb.</param>
    /// <param name="count">Samples.</param>
    public void Process(long sample, Span<float> left, Span<float> right, Span<float> send, int count)
    {
        if (patch is null)
        {
            return;
        }

        if (patch.Body is not null)
        {
            body.Process(left, right, count);
        }

        if (patch.Bits > 0 || patch.HoldHz > 0)
        {
            crusher.Process(left, right, count);
        }

        if (patch.Phaser > 0)
        {
            phaser.Process(sample, left, right, count);
        }

        if (patch.Rotary)
        {
            rotary.Process(left, right, count);
        }

        Mixdown.Sum(left, right, (float)patch.Send * 0.7f, send, count);
    }
}
