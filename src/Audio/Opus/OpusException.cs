namespace SessionService.Audio.Opus;

/// <summary>The codec refused, or is not there.</summary>
public sealed class OpusException : Exception
{
    /// <summary>A failure without a code of the codec.</summary>
    /// <param name="message">What happened.</param>
    public OpusException(string message)
        : base(message)
    {
    }

    /// <summary>A failure the codec reported.</summary>
    /// <param name="operation">What was tried.</param>
    /// <param name="code">Its (negative) error code.</param>
    public OpusException(string operation, int code)
        : base($"{operation}: {Describe(code)} ({code}).")
    {
        Code = code;
    }

    /// <summary>The codec's error code, 0 where it gave none.</summary>
    public int Code { get; }

    // opus_defines.h
    private static string Describe(int code)
    {
        return code switch
        {
            -1 => "bad argument",
            -2 => "buffer too small",
            -3 => "internal error",
            -4 => "corrupted packet",
            -5 => "not implemented",
            -6 => "invalid state",
            -7 => "out of memory",
            _ => "unknown error",
        };
    }
}
