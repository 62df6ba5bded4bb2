namespace SessionService.Api.Cli;

/// <summary>What <c>render</c> was asked for.</summary>
/// <param name="Project">The adaptive map.</param>
/// <param name="Events">A recorded visit, or null for none.</param>
/// <param name="Seconds">Length in seconds, above 0.</param>
/// <param name="Out">Where the mix goes.</param>
/// <param name="Stems">Folder for one WAV per stem, or null.</param>
/// <param name="Cues">File for the acknowledgements, or null.</param>
/// <param name="Midi">File for the score as MIDI, or null.</param>
/// <param name="Seed">Seed of the music.</param>
/// <param name="SoundFont">SoundFont whose instruments take the place of built-in ones, or null.</param>
/// <param name="Model">Folder of the model package that writes the layers that are a model's, or null for the rules.</param>
/// <param name="Codec">Folder of the package of the audio-token model that makes the sound of its layers, or null for the rules.</param>
internal sealed record RenderOptions(
    FileInfo Project, FileInfo? Events, double Seconds, FileInfo Out, DirectoryInfo? Stems, FileInfo? Cues, FileInfo? Midi, ulong Seed,
    FileInfo? SoundFont = null, DirectoryInfo? Model = null, DirectoryInfo? Codec = null);
