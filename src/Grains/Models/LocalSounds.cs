using SessionService.Inference.Codec;
using SessionService.Inference.Parts;

namespace SessionService.Grains.Models;

/// <summary>
/// The audio-token models of a silo. Sounds are written for its own sessions only; what is written is in their logs as codes, so a silo
/// that takes such a session over needs the decoder, and no more.
/// </summary>
/// <param name="Writer">Writes the sound of layers; null where this silo has no models, and the rules play.</param>
/// <param name="Decoders">What makes sound of codes.</param>
public sealed record LocalSounds(IPartWriter? Writer, ISoundDecoders Decoders);
