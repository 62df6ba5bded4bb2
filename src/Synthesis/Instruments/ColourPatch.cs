namespace SessionService.Synthesis.Instruments;

/// <summary>What an instrument's layer passes through before it is mixed, in this order.</summary>
internal sealed record ColourPatch
{
    /// <summary>A body; null for none.</summary>
    public BodyPatch? Body { get; init; }

    /// <summary>Bits of a coarse converter; 0 for none.</summary>
    public double Bits { get; init; }

    /// <summary>Rate of a coarse converter, Hz; 0 for none.</summary>
    public double HoldHz { get; init; }

    /// <summary>Depth of a phaser, 0..1; 0 for none.</summary>
    public double Phaser { get; init; }

    /// <summary>Rate of the phaser, Hz.</summary>
    public double PhaserHz { get; init; } = 0.35;

    /// <summary>A cabinet with turning speakers.</summary>
    public bool Rotary { get; init; }

    /// <summary>Send to the reverb; lanes' own sends are left out where there is colour.</summary>
    public double Send { get; init; } = 0.3;
}
