using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SessionService.Audio.Opus;

/// <summary>The part of libopus' interface that is used (opus.h, opus_defines.h).</summary>
internal static partial class OpusNative
{
    public const string Library = "libopus";
    public const int ApplicationAudio = 2049;
    public const int SetBitrate = 4002;
    public const int SetVbr = 4006;
    public const int SetComplexity = 4010;
    public const int SetSignal = 4024;
    public const int GetLookahead = 4027;
    public const int ResetState = 4028;
    public const int SignalMusic = 3002;

    // opus_encoder_ctl is variadic, which .NET cannot declare. On x64 (System V and Windows) and on AArch64 Linux a
    // variadic integer or pointer travels in the register a plain one would, so the plain signature is the same call.
    // Apple's AArch64 alone puts every variadic argument on the stack: six unused registers push ours there.
    private static readonly bool VariadicOnStack =
        OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static int Control(OpusEncoderHandle encoder, int request, int value)
    {
        return VariadicOnStack ? EncoderCtlStack(encoder, request, 0, 0, 0, 0, 0, 0, value) : EncoderCtl(encoder, request, value);
    }

    public static unsafe int Query(OpusEncoderHandle encoder, int request, out int value)
    {
        int result = 0;
        int status = VariadicOnStack
            ? EncoderCtlStack(encoder, request, 0, 0, 0, 0, 0, 0, (nint)(&result))
            : EncoderCtlPointer(encoder, request, (nint)(&result));
        value = result;
        return status;
    }

    [LibraryImport(Library, EntryPoint = "opus_get_version_string")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetVersionString();

    [LibraryImport(Library, EntryPoint = "opus_encoder_create")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial OpusEncoderHandle EncoderCreate(int sampleRate, int channels, int application, out int error);

    [LibraryImport(Library, EntryPoint = "opus_encoder_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void EncoderDestroy(nint encoder);

    [LibraryImport(Library, EntryPoint = "opus_encode_float")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int EncodeFloat(
        OpusEncoderHandle encoder, ReadOnlySpan<float> pcm, int frameSamples, Span<byte> packet, int packetBytes);

    [LibraryImport(Library, EntryPoint = "opus_decoder_create")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial OpusDecoderHandle DecoderCreate(int sampleRate, int channels, out int error);

    [LibraryImport(Library, EntryPoint = "opus_decoder_destroy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DecoderDestroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "opus_decode_float")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DecodeFloat(
        OpusDecoderHandle decoder, ReadOnlySpan<byte> packet, int packetBytes, Span<float> pcm, int frameSamples, int fec);

    [LibraryImport(Library, EntryPoint = "opus_encoder_ctl")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int EncoderCtl(OpusEncoderHandle encoder, int request, int value);

    [LibraryImport(Library, EntryPoint = "opus_encoder_ctl")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int EncoderCtlPointer(OpusEncoderHandle encoder, int request, nint value);

    [LibraryImport(Library, EntryPoint = "opus_encoder_ctl")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int EncoderCtlStack(
        OpusEncoderHandle encoder, int request, nint unused2, nint unused3, nint unused4, nint unused5, nint unused6, nint unused7, nint value);
}

/// <summary>An encoder's native state.</summary>
internal sealed class OpusEncoderHandle : SafeHandle
{
    public OpusEncoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpusNative.EncoderDestroy(handle);
        return true;
    }
}

/// <summary>A decoder's native state.</summary>
internal sealed class OpusDecoderHandle : SafeHandle
{
    public OpusDecoderHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpusNative.DecoderDestroy(handle);
        return true;
    }
}
