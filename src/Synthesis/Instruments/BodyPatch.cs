namespace SessionService.Synthesis.Instruments;

/// <summary>What a sound passes through on its way out: a body of wood, a mouth, a bell. At most four resonances.</summary>
/// <param name="Direct">Level of what passes by.</param>
/// <param name="Resonances">The resonances.</param>
internal sealed record BodyPatch(double Direct, params Resonance[] Resonances)
{
    /// <summary>A violin: air at 275 Hz, the two main wood modes, the bridge hill (after Fletcher and Rossing, ch. 10).</summary>
    public static BodyPatch Violin { get; } = new(0.5, new(275, 6, 0.8), new(460, 8, 0.9), new(640, 7, 0.6), new(2600, 2, 0.9));

    /// <summary>A cello: the same, two and a half times as large.</summary>
    public static BodyPatch Cello { get; } = new(0.5, new(104, 6, 0.7), new(185, 8, 0.9), new(310, 6, 0.6), new(1500, 2, 0.8));

    /// <summary>A guitar: air at 105 Hz and the top's first modes (ch. 9).</summary>
    public static BodyPatch Guitar { get; } = new(0.8, new(105, 9, 0.7), new(205, 9, 0.8), new(390, 8, 0.4), new(1100, 2, 0.3));

    /// <summary>A mandolin.</summary>
    public static BodyPatch Mandolin { get; } = new(0.8, new(190, 7, 0.6), new(380, 8, 0.8), new(720, 6, 0.4), new(2200, 2, 0.4));

    /// <summary>A double bass.</summary>
    public static BodyPatch Bass { get; } = new(0.8, new(60, 6, 0.6), new(98, 8, 0.6), new(215, 6, 0.4), new(700, 2, 0.3));

    /// <summary>The vowel of "father": first formants of a singer, after the tables that come with Csound.</summary>
    public static BodyPatch VowelA { get; } = new(0.05, new(800, 8, 1), new(1150, 11, 0.6), new(2800, 20, 0.3), new(3500, 20, 0.12));

    /// <summary>The vowel of "more".</summary>
    public static BodyPatch VowelO { get; } = new(0.06, new(450, 8, 1), new(800, 10, 0.5), new(2830, 22, 0.15), new(3500, 22, 0.08));

    /// <summary>A tenor's "ah" a little closer, for a solo voice.</summary>
    public static BodyPatch VowelSolo { get; } = new(0.08, new(650, 7, 1), new(1080, 9, 0.65), new(2650, 14, 0.45), new(2900, 16, 0.35));

    /// <summary>The cup of a trumpet with a harmon mute in it.</summary>
    public static BodyPatch Mute { get; } = new(0.2, new(1500, 3, 1), new(2600, 4, 0.5), new(420, 3, 0.25), new(5200, 3, 0.3));
}

/// <summary>A resonance of a body.</summary>
/// <param name="Hz">Its frequency.</param>
/// <param name="Q">Its quality.</param>
/// <param name="Level">Its level at the peak.</param>
internal readonly record struct Resonance(double Hz, double Q, double Level);
