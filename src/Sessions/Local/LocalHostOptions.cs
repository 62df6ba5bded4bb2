using SessionService.Inference.Codec;
using SessionService.Inference.Parts;
using SessionService.Sessions.Engine;
using SessionService.Synthesis.Sampled;

namespace SessionService.Sessions.Local;

/// <summary>Settings of the single-process host.</summary>
public sealed record LocalHostOptions
{
    /// <summary>Render threads; the default is the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How a session that has played for long is made ready to move; the default is <see cref="RenewalPlan.Standard"/>.</summary>
    public RenewalPlan Renewal { get; init; } = RenewalPlan.Standard;

    /// <summary>Writes layers of bars by a model; null where there is none, and the rules write everything.</summary>
    public IPartWriter? Writer { get; init; }

    /// <summary>Writes the sound of layers by an audio-token model; null where there is none, and the rules write everything.</summary>
    public IPartWriter? SoundWriter { get; init; }

    /// <summary>What makes sound of the codes of such models; null for none.</summary>
    public ISoundDecoders? Decoders { get; init; }

    /// <summary>Recorded instruments that take the place of built-in ones; the default is null for none.</summary>
    public ISampleLibrary? Samples { get; init; }

    /// <summary>How often accounts are written; the default is 10 s.</summary>
    public TimeSpan AccountEvery { get; init; } = TimeSpan.FromSeconds(10);
}
