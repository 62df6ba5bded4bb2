using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SessionService.Synthesis.SoundFont;

/// <summary>The part of libfluidsynth's interface that is used (fluidsynth.h, version 2 and 3 of the library).</summary>
internal static unsafe partial class FluidNative
{
    public const string Library = "libfluidsynth";
    public const int Failed = -1;

    /// <summary>Number of the generator that offsets the corner of a voice's low-pass, cents (gen.h).</summary>
    public const int FilterCorner = 8;

    [LibraryImport(Library, EntryPoint = "fluid_version_str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Version();

    [LibraryImport(Library, EntryPoint = "fluid_set_log_function")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint SetLogFunction(int level, nint function, nint data);

    [LibraryImport(Library, EntryPoint = "new_fluid_settings")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint NewSettings();

    [LibraryImport(Library, EntryPoint = "fluid_settings_setint", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Set(nint settings, string name, int value);

    [LibraryImport(Library, EntryPoint = "fluid_settings_setnum", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Set(nint settings, string name, double value);

    [LibraryImport(Library, EntryPoint = "new_fluid_synth")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial FluidSynthHandle NewSynth(nint settings);

    [LibraryImport(Library, EntryPoint = "delete_fluid_synth")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DeleteSynth(nint synth);

    [LibraryImport(Library, EntryPoint = "fluid_synth_sfload", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Load(FluidSynthHandle synth, string path, int resetPresets);

    [LibraryImport(Library, EntryPoint = "fluid_synth_get_sfont_by_id")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint FontById(FluidSynthHandle synth, int id);

    [LibraryImport(Library, EntryPoint = "fluid_sfont_get_preset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Preset(nint font, int bank, int program);

    [LibraryImport(Library, EntryPoint = "fluid_synth_program_select")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SelectProgram(FluidSynthHandle synth, int channel, int font, int bank, int program);

    [LibraryImport(Library, EntryPoint = "fluid_synth_set_interp_method")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SetInterpolation(FluidSynthHandle synth, int channel, int order);

    [LibraryImport(Library, EntryPoint = "fluid_synth_start")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Start(FluidSynthHandle synth, uint id, nint preset, int unused, int channel, int key, int velocity);

    [LibraryImport(Library, EntryPoint = "fluid_synth_stop")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Stop(FluidSynthHandle synth, uint id);

    [LibraryImport(Library, EntryPoint = "fluid_synth_all_sounds_off")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int AllSoundsOff(FluidSynthHandle synth, int channel);

    [LibraryImport(Library, EntryPoint = "fluid_synth_set_gen")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SetGenerator(FluidSynthHandle synth, int channel, int generator, float value);

    [LibraryImport(Library, EntryPoint = "fluid_synth_get_active_voice_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ActiveVoices(FluidSynthHandle synth);

    [LibraryImport(Library, EntryPoint = "fluid_synth_process")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Process(FluidSynthHandle synth, int frames, int effects, float** effectBuffers, int buffers, float** output);
}

/// <summary>A synthesiser of the library; about a megabyte outside the managed heap.</summary>
internal sealed class FluidSynthHandle : SafeHandle
{
    private const long Bytes = 1_000_000;

    public FluidSynthHandle()
        : base(0, ownsHandle: true) => GC.AddMemoryPressure(Bytes);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        FluidNative.DeleteSynth(handle);
        GC.RemoveMemoryPressure(Bytes);
        return true;
    }
}
