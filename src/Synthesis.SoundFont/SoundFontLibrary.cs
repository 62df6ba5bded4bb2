using System.Security.Cryptography;
using SessionService.Music.Time;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis.SoundFont;

/// <summary>An instrument of a font.</summary>
/// <param name="Preset">The library's handle; lives as long as the process.</param>
/// <param name="Gain">Factor that makes it as loud as all instruments.</param>
internal sealed record Recording(nint Preset, float Gain);

/// <summary>
/// Recorded instruments from a SoundFont (SF2, or SF3 with compressed recordings), played by libfluidsynth. The font is read
/// once; renderers share it, each with synthesisers of its own. It stays in memory until the process ends.
/// </summary>
public sealed class SoundFontLibrary : ISampleLibrary
{
    // Channels of the synthesiser that holds the font: one for each sound whose recordings are kept in memory.
    private const int KeeperChannels = 48;
    private const int Voices = 64;

    // Fourth order: the library's own default, and the best at its price.
    private const int Interpolation = 4;
    private const int PercussionChannel = 9;

    private readonly nint settings;
    private readonly FluidSynthHandle keeper;
    private readonly Dictionary<string, Recording> recordings = new(StringComparer.Ordinal);

    private SoundFontLibrary(string path, string hash)
    {
        settings = NewSettings(Desk.Channels, Voices, keeps: false);
        keeper = FluidNative.NewSynth(NewSettings(KeeperChannels, 1, keeps: true));
        int font = FluidNative.Load(keeper, path, 0);
        nint handle = font == FluidNative.Failed ? 0 : FluidNative.FontById(keeper, font);
        if (handle == 0)
        {
            throw new SoundFontException($"{path} is not a SoundFont that libfluidsynth {FluidLibrary.Version} reads.");
        }

        Fingerprint = $"{hash} libfluidsynth {FluidLibrary.Version}";
        int channel = 0;
        foreach (Program program in Programs.All)
        {
            nint preset = FluidNative.Preset(handle, 0, program.Number);
            channel += channel % 16 == PercussionChannel ? 1 : 0;
            if (preset != 0 && FluidNative.SelectProgram(keeper, channel++, font, 0, program.Number) != FluidNative.Failed)
            {
                recordings[program.Instrument] = new Recording(preset, 1);
                recordings[program.Instrument] = new Recording(preset, Calibration.Measure(program, OpenOne(program.Instrument)));
            }
        }

        if (recordings.Count == 0)
        {
            throw new SoundFontException($"{path} has none of the General MIDI instruments that could be played from it.");
        }
    }

    /// <summary>SHA-256 of the font's file, and the library's version.</summary>
    public string Fingerprint { get; }

    /// <summary>Names of the instruments it plays.</summary>
    public IReadOnlyCollection<string> Instruments => recordings.Keys;

    /// <summary>Reads a font and measures its instruments; takes a second or two.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="SoundFontException">libfluidsynth or the file is missing, or the file is no font that can be played.</exception>
    public static SoundFontLibrary Open(string path)
    {
        if (FluidLibrary.UnavailableReason is { } reason)
        {
            throw new SoundFontException($"The SoundFont {path} cannot be played: {reason}");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            if (!IsFont(file))
            {
                throw new SoundFontException($"{path} is not a SoundFont: it does not begin as one.");
            }

            return new SoundFontLibrary(path, Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SoundFontException($"The SoundFont {path} cannot be read: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    public bool Has(string instrument) => recordings.ContainsKey(instrument);

    /// <inheritdoc/>
    public ISampler Open(SamplerSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new SoundFontSampler(setup, this);
    }

    internal Recording? Find(string instrument) => recordings.GetValueOrDefault(instrument);

    /// <summary>A synthesiser that plays dry, the same everywhere.</summary>
    internal FluidSynthHandle NewSynth()
    {
        FluidSynthHandle synth = FluidNative.NewSynth(settings);
        FluidNative.SetInterpolation(synth, -1, Interpolation);
        return synth;
    }

    // RIFF, a length, sfbk (SoundFont Technical Specification 2.04, section 4.1). Other files the library would try to read
    // as other things first, with messages of its own.
    private static bool IsFont(FileStream file)
    {
        Span<byte> head = stackalloc byte[12];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == head.Length && head[..4].SequenceEqual("RIFF"u8) && head[8..].SequenceEqual("sfbk"u8);
    }

    private SoundFontSampler OpenOne(string instrument) => new(new SamplerSetup([new SampledPlace(instrument, 0, 0)], 1), this);

    // The one that holds the font keeps the recordings of its own channels only; the others may not say so.
    private static nint NewSettings(int channels, int voices, bool keeps)
    {
        nint made = FluidNative.NewSettings();
        FluidNative.Set(made, "synth.sample-rate", (double)MusicalTime.SampleRate);
        FluidNative.Set(made, "synth.gain", 0.5);
        FluidNative.Set(made, "synth.midi-channels", channels);
        FluidNative.Set(made, "synth.audio-channels", Desk.Outputs);
        FluidNative.Set(made, "synth.audio-groups", Desk.Outputs);
        FluidNative.Set(made, "synth.polyphony", voices);
        FluidNative.Set(made, "synth.cpu-cores", 1);
        FluidNative.Set(made, "synth.reverb.active", 0);
        FluidNative.Set(made, "synth.chorus.active", 0);
        FluidNative.Set(made, "synth.dynamic-sample-loading", keeps ? 1 : 0);
        return made;
    }
}
