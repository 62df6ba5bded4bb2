namespace SessionService.Api.Cli;

/// <summary>What <c>render</c> was asked for.</summary>
internal sealed record RenderOptions
{
    /// <summary>The adaptive map.</summary>
    public required FileInfo Project { get; init; }

    /// <summary>A recorded visit, or null for none.</summary>
    public FileInfo? Events { get; init; }

    /// <summary>Length in seconds, above 0.</summary>
    public required double Seconds { get; init; }

    /// <summary>Where the mix goes.</summary>
    public required FileInfo Out { get; init; }

    /// <summary>Folder for one WAV per stem, or null.</summary>
    public DirectoryInfo? Stems { get; init; }

    /// <summary>File for the acknowledgements, or null.</summary>
    public FileInfo? Cues { get; init; }

    /// <summary>File for the score as MIDI, or null.</summary>
    public FileInfo? Midi { get; init; }

    /// <summary>Seed of the music.</summary>
    public ulong Seed { get; init; } = 1;
}
