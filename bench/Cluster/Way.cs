namespace SessionService.Bench.Cluster;

/// <summary>How segments come from silos to front ends.</summary>
internal enum Way
{
    /// <summary>All sessions of a silo together.</summary>
    Bundles,

    /// <summary>Each session's grain is enumerated.</summary>
    Enumeration,

    /// <summary>Streams in the silos' memory.</summary>
    Stream,
}
