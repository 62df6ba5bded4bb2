using SessionService.Inference.Parts;

namespace SessionService.Grains.Models;

/// <summary>What a host gives its silo to write with.</summary>
/// <param name="Writer">Writes on this machine.</param>
/// <param name="Device">What it runs on.</param>
public sealed record LocalPartWriter(IPartWriter Writer, PartDevice Device);
