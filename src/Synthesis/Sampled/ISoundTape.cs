namespace SessionService.Synthesis.Sampled;

/// <summary>
/// Sounds of layers that were made elsewhere, a bar at a time. The core knows this port alone; a host puts in it what a renderer is
/// told to play before it is told. Finding one allocates nothing.
/// </summary>
public interface ISoundTape
{
    /// <summary>Finds the sound of a bar.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="bar">Index of the bar.</param>
    /// <returns>Null where there is none: the layer is silent there.</returns>
    LayerSound? Find(int layer, int bar);
}

/// <summary>The sound of a layer in a bar, at 48 000 Hz.</summary>
/// <param name="Left">Left, full scale ±1.</param>
/// <param name="Right">Right, as long; may be the same array.</param>
public sealed record LayerSound(float[] Left, float[] Right);
