namespace SessionService.Music.Adaptation;

/// <summary>What is wrong with a map, and where.</summary>
/// <param name="Path">JSON Pointer (RFC 6901) into the document, empty for the whole.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record MapFault(string Path, string Message);

/// <summary>A map, or why there is none.</summary>
/// <param name="Map">The map; null where there are faults.</param>
/// <param name="Faults">
/// All faults in the order they were found, at most <see cref="Limits.MapFaults"/>; then one more that counts the rest.
/// </param>
public sealed record AdaptiveMapResult(AdaptiveMap? Map, IReadOnlyList<MapFault> Faults);
