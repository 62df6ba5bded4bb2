using SessionService.Music.Styles;

namespace SessionService.Synthesis.Effects;

/// <summary>What makes one place sound unlike another: how far its walls are apart, and what is heard of them first.</summary>
/// <param name="Lengths">Lengths of the eight delay lines, samples, at most 4 060; prime to each other.</param>
/// <param name="Smear">Gains of the two all-passes before them.</param>
/// <param name="Left">First reflections on the left: distance in samples, at most 4 000, and level.</param>
/// <param name="Right">First reflections on the right.</param>
internal sealed record ReverbShape(
    int[] Lengths, (float First, float Second) Smear, (int Distance, float Level)[] Left, (int Distance, float Level)[] Right)
{
    private static readonly ReverbShape Hall = new(
        [1423, 1699, 1987, 2309, 2647, 2999, 3359, 3769], (0.7f, 0.6f),
        [(911, 0.7f), (1453, -0.5f), (2011, 0.42f), (2749, -0.3f)], [(1013, 0.66f), (1579, 0.52f), (2239, -0.38f), (2963, 0.28f)]);

    // Waves run through steel in all directions at once: short lines, much smear, no walls.
    private static readonly ReverbShape Plate = new([887, 1049, 1237, 1429, 1657, 1889, 2137, 2389], (0.78f, 0.72f), [], []);

    private static readonly ReverbShape Room = new(
        [701, 839, 983, 1129, 1297, 1471, 1667, 1873], (0.66f, 0.55f),
        [(167, 0.8f), (307, -0.6f), (503, 0.5f), (787, -0.35f)], [(211, 0.76f), (373, 0.58f), (577, -0.45f), (881, 0.3f)]);

    /// <summary>The shape of a kind of place.</summary>
    public static ReverbShape Of(RoomCharacter character) => character switch
    {
        RoomCharacter.Plate => Plate,
        RoomCharacter.Room => Room,
        _ => Hall,
    };
}
