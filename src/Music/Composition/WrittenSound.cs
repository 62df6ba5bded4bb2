namespace SessionService.Music.Composition;

/// <summary>
/// The sound of one layer in one bar as codes of a codec: the bar itself, the frames beside it that a decoder looks at, and a little
/// more, over which it fades.
/// </summary>
/// <param name="Codes">Codes, frame after frame.</param>
/// <param name="Codebooks">Codes of a frame.</param>
/// <param name="Stream">Which of the session's streams it is a piece of: bars of one stream go on where the one before ended.</param>
/// <param name="FirstFrame">Number of the first frame in its stream.</param>
/// <param name="Start">Sample of the stream at which the bar begins, at 48 000 Hz.</param>
/// <param name="BarSample">Sample of the session at which the bar begins.</param>
/// <param name="Decoder">What decoded it: name, version and hash of the decoder, and its runtime.</param>
public sealed record WrittenSound(
    ReadOnlyMemory<ushort> Codes, int Codebooks, int Stream, int FirstFrame, long Start, long BarSample, string Decoder)
{
    /// <summary>Frames.</summary>
    public int Frames => Codes.Length / Math.Max(1, Codebooks);
}
