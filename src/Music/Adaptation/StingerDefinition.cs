using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation;

/// <summary>A note of a written stinger.</summary>
/// <param name="Beat">Onset in beats from the stinger's start, 0..64.</param>
/// <param name="Degree">Degree of the scale, 1 the tonic, −14..21; outside 1..7 it goes on into the neighbouring octaves.</param>
/// <param name="Octave">Octave of degree 1, where octave 4 begins at middle C.</param>
/// <param name="Beats">Length in beats.</param>
/// <param name="Velocity">1..127.</param>
public sealed record StingerNote(double Beat, int Degree, int Octave, double Beats, int Velocity);

/// <summary>A short one-shot phrase.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What the engine shall write; null where <paramref name="Notes"/> are given.</param>
/// <param name="Notes">The notes; empty where the engine writes it.</param>
/// <param name="Sync">Where it may begin.</param>
/// <param name="Duck">How far the other layers make room, 0 (not) to 1 (silent).</param>
/// <param name="GainDb">Louder or softer than written, −24 to +12 dB, by velocity.</param>
/// <param name="Instrument">Who plays it; null for the style's choice.</param>
/// <param name="Caption">Words for it.</param>
public sealed record StingerDefinition(
    string Name, string? Kind, IReadOnlyList<StingerNote> Notes, SyncPoint Sync, double Duck, double GainDb,
    string? Instrument, string Caption)
{
    /// <summary>The kinds the engine can write.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["success", "failure", "coin", "level_up", "alert", "reveal", "countdown", "click"];
}
