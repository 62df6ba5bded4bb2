using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>An audio-token model on ONNX Runtime with its decoder and its scheduler, for all sessions of a process.</summary>
public sealed class OnnxCodecWriter : IPartWriter, ISoundDecoders, IDisposable
{
    private readonly CodecBarWriter writer;
    private readonly InferenceScheduler scheduler;
    private readonly OnnxCodecDecoder decoder;

    private OnnxCodecWriter(CodecBarWriter writer, InferenceScheduler scheduler, OnnxCodecDecoder decoder) =>
        (this.writer, this.scheduler, this.decoder) = (writer, scheduler, decoder);

    /// <summary>What the scheduler has done.</summary>
    public SchedulerCounters Counters => scheduler.Counters;

    /// <summary>Loads a package, runs its stored sequences and starts a scheduler.</summary>
    /// <param name="package">A package of the task that was read.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <exception cref="PackageException">The runtime refuses it, or it does not say what it has stored; nothing of it stays loaded.</exception>
    public static OnnxCodecWriter Load(ModelPackage package, OnnxOptions options, TimeProvider time)
    {
        if (package.Manifest.Task != ModelTask.Codec)
        {
            throw new PackageException(package.Folder, $"it is of the task {package.Manifest.Task}; {ModelTask.Codec} was expected.");
        }

        CodecStyles styles = CodecStyles.Of(package);
        OnnxCodecModel model = OnnxCodecModel.Load(package, options);
        OnnxCodecDecoder? sound = null;
        try
        {
            sound = OnnxCodecDecoder.Load(package);
            CodecCheck.Require(package, model, sound);
        }
        catch
        {
            sound?.Dispose();
            model.Dispose();
            throw;
        }

        ModelManifest manifest = package.Manifest;
        InferenceScheduler steps = new([model], new SchedulerOptions(), time);
        CodecBarWriter bars = new(
            $"{manifest.Name} {manifest.Version}", model.Context, manifest.Sample, styles, sound, steps, new CodecWriterOptions(), time);
        return new OnnxCodecWriter(bars, steps, sound);
    }

    /// <inheritdoc/>
    public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation) => writer.WriteAsync(request, cancellation);

    /// <inheritdoc/>
    public ICodecDecoder? Find(string fingerprint) => decoder.Fingerprint == fingerprint ? decoder : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        scheduler.Dispose();
        decoder.Dispose();
    }
}
