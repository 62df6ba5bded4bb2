namespace SessionService.Grains.Models;

/// <summary>What a silo runs models on.</summary>
public enum PartDevice
{
    /// <summary>It runs none.</summary>
    None,

    /// <summary>Its processors.</summary>
    Cpu,

    /// <summary>An accelerator.</summary>
    Gpu,
}
