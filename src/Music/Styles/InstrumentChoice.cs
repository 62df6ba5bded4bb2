namespace SessionService.Music.Styles;

/// <summary>Which instrument plays a part, and how loud.</summary>
/// <param name="Instrument">Name in the instrument catalogue, such as <c>warm-pad</c>.</param>
/// <param name="LevelDb">Level in the style's mix, dB.</param>
public sealed record InstrumentChoice(string Instrument, double LevelDb);
