namespace SessionService.Inference.Registry;

/// <summary>A registry cannot be read or written, or does not say what a registry says.</summary>
/// <param name="message">What was found, and where.</param>
/// <param name="inner">What was thrown underneath.</param>
public sealed class RegistryException(string message, Exception? inner = null) : Exception(message, inner);
