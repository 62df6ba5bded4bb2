namespace SessionService.Inference.Codec;

/// <summary>The decoders that a process has. Safe for any number of threads.</summary>
public interface ISoundDecoders
{
    /// <summary>Finds one.</summary>
    /// <param name="fingerprint">What it must be, see <see cref="ICodecDecoder.Fingerprint"/>.</param>
    /// <returns>Null where it is not here.</returns>
    ICodecDecoder? Find(string fingerprint);
}
