using System.Diagnostics;
using System.Globalization;
using SessionService.Audio.Loudness;
using SessionService.Audio.Wav;
using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Offline;
using SessionService.Synthesis.Sampled;
using SessionService.Synthesis.SoundFont;

namespace SessionService.Api.Cli;

/// <summary>Renders a map and a recorded visit to files, faster than real time and without a server.</summary>
internal static class RenderHandler
{
    /// <summary>Renders, and says on <paramref name="output"/> what came out.</summary>
    /// <returns>0, or 1 where the input was wrong; faults go to <paramref name="error"/>.</returns>
    public static async Task<int> RunAsync(RenderOptions options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        AdaptiveMap? map = await ReadMapAsync(options.Project, error, cancellation).ConfigureAwait(false);
        IReadOnlyList<TimedCommand>? commands = await ReadEventsAsync(options.Events, error, cancellation).ConfigureAwait(false);
        if (map is null || commands is null)
        {
            return 1;
        }

        ISampleLibrary? recorded;
        OnnxScoreWriter? model;
        OnnxCodecWriter? codec = null;
        try
        {
            recorded = Composition.OpenSamples(options.SoundFont?.FullName);
            codec = options.Codec is null
                ? null
                : OnnxCodecWriter.Load(ModelPackage.Read(options.Codec.FullName, PackageTrust.Any), new OnnxOptions(), TimeProvider.System);
            model = OpenModel(options.Model);
        }
        catch (Exception fault) when (fault is SoundFontException or PackageException)
        {
            codec?.Dispose();
            string option = fault is SoundFontException ? "--soundfont" : codec is null && options.Codec is not null ? "--codec" : "--model";
            await error.WriteLineAsync($"{option}: {fault.Message}").ConfigureAwait(false);
            return 1;
        }

        using OnnxScoreWriter? writer = model;
        using OnnxCodecWriter? sounds = codec;

        long started = Stopwatch.GetTimestamp();
        long samples = (long)Math.Round(options.Seconds * MusicalTime.SampleRate);
        var score = options.Midi is null ? null : new ScoreRecorder();
        var engine = new SessionEngine(map, 0, options.Seed, new RuleComposer(), score, recorded, sounds);
        (var answers, LoudnessMeter meter) = Render(engine, commands, samples, options, writer, sounds);
        await WriteExtrasAsync(options, answers, score, engine, cancellation).ConfigureAwait(false);
        double took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Out.FullName}: {options.Seconds:0.##} s in {took:0.00} s ({options.Seconds / took:0} x real time), {meter.Integrated:0.0} LUFS, {meter.TruePeakDb:0.0} dBTP, {answers.Count} events, {answers.Sum(a => a.Answer.Cues.Count)} cues"))
            .ConfigureAwait(false);
        return 0;
    }

    private static (IReadOnlyList<(TimedCommand Command, Acknowledgement Answer)> Answers, LoudnessMeter Meter) Render(
        SessionEngine engine, IReadOnlyList<TimedCommand> commands, long samples, RenderOptions options, OnnxScoreWriter? writer,
        OnnxCodecWriter? sounds)
    {
        options.Out.Directory?.Create();
        using var mixFile = new WavWriter(options.Out.Create(), MusicalTime.SampleRate, 2);
        using var stems = options.Stems is null ? null : new StemFiles(options.Stems, engine.Performance.Layers);
        var meter = new LoudnessMeter(MusicalTime.SampleRate, 2);
        var answers = OfflineRenderer.Render(engine, commands, samples, stems is not null, (mix, stem) =>
        {
            mixFile.Write(mix);
            meter.Process(mix);
            stems?.Write(stem, mix.Length);
        }, writer: writer, sounds: sounds);
        return (answers, meter);
    }

    private static OnnxScoreWriter? OpenModel(DirectoryInfo? folder) => folder is null ? null : OnnxScoreWriter.Load(
        ModelPackage.Read(folder.FullName, PackageTrust.Any), new OnnxOptions(), new RuleComposer(), TimeProvider.System);

    private static async Task WriteExtrasAsync(
        RenderOptions options, IReadOnlyList<(TimedCommand Command, Acknowledgement Answer)> answers,
        ScoreRecorder? score, SessionEngine engine, CancellationToken cancellation)
    {
        if (options.Cues is { } cues)
        {
            cues.Directory?.Create();
            await File.WriteAllBytesAsync(cues.FullName, CuesFile.Write(answers), cancellation).ConfigureAwait(false);
        }

        if (options.Midi is { } midi && score is not null)
        {
            midi.Directory?.Create();
            using FileStream file = midi.Create();
            ScoreMidi.Write(file, score, engine.Performance);
        }
    }

    private static async Task<AdaptiveMap?> ReadMapAsync(FileInfo file, TextWriter error, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            await error.WriteLineAsync($"--project: there is no file {file.FullName}.").ConfigureAwait(false);
            return null;
        }

        AdaptiveMapResult result = AdaptiveMapReader.Read(await File.ReadAllBytesAsync(file.FullName, cancellation).ConfigureAwait(false));
        foreach (MapFault fault in result.Faults)
        {
            await error.WriteLineAsync($"{file.Name}: {(fault.Path.Length == 0 ? "/" : fault.Path)}: {fault.Message}").ConfigureAwait(false);
        }

        return result.Map;
    }

    private static async Task<IReadOnlyList<TimedCommand>?> ReadEventsAsync(
        FileInfo? file, TextWriter error, CancellationToken cancellation)
    {
        if (file is null)
        {
            return [];
        }

        if (!file.Exists)
        {
            await error.WriteLineAsync($"--events: there is no file {file.FullName}.").ConfigureAwait(false);
            return null;
        }

        Outcome<IReadOnlyList<TimedCommand>> read = EventsFile.Read(await File.ReadAllLinesAsync(file.FullName, cancellation).ConfigureAwait(false));
        foreach (Fault fault in read.Faults)
        {
            await error.WriteLineAsync($"{file.Name}: {fault.Path}: {fault.Message}").ConfigureAwait(false);
        }

        return read.Value;
    }
}
