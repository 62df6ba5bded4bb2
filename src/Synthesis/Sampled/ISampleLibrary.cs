namespace SessionService.Synthesis.Sampled;

/// <summary>
/// Recorded instruments that take the place of built-in ones of the same name. The core knows this port alone; a host
/// composes what stands behind it. One library serves any number of renderers on any number of threads.
/// </summary>
public interface ISampleLibrary
{
    /// <summary>What must be the same for the same samples to be heard: the recordings and whoever plays them.</summary>
    string Fingerprint { get; }

    /// <summary>Whether an instrument is recorded here.</summary>
    /// <param name="instrument">Name in <see cref="InstrumentCatalogue"/>.</param>
    bool Has(string instrument);

    /// <summary>Makes a player for one renderer.</summary>
    /// <param name="setup">What it will be asked for.</param>
    ISampler Open(SamplerSetup setup);
}

/// <summary>What a sampler is made for.</summary>
/// <param name="Instruments">The renderer's instruments; notes index this list.</param>
/// <param name="Layers">Number of layers.</param>
public sealed record SamplerSetup(IReadOnlyList<SampledPlace> Instruments, int Layers);

/// <summary>Where an instrument stands.</summary>
/// <param name="Name">Its name; those the library does not have are never played.</param>
/// <param name="Send">Level in the reverb, 0..1.</param>
/// <param name="Pan">−1 left to 1 right.</param>
public sealed record SampledPlace(string Name, float Send, float Pan);
