using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Score;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Onnx;

/// <summary>A score model on ONNX Runtime with its scheduler, as the one writer of all sessions of a process.</summary>
public sealed class OnnxScoreWriter : IPartWriter, IDisposable
{
    private readonly ScoreBarWriter writer;
    private readonly InferenceScheduler scheduler;

    private OnnxScoreWriter(ScoreBarWriter writer, InferenceScheduler scheduler, OnnxStepModel model)
    {
        (this.writer, this.scheduler) = (writer, scheduler);
        (Device, Refusal) = (model.Device, model.Refusal);
    }

    /// <summary>Name and version of the model.</summary>
    public string Name => writer.Name;

    /// <summary>What the model runs on.</summary>
    public OnnxDevice Device { get; }

    /// <summary>Why it does not run on the GPU that was asked for; null where it does, or none was asked for.</summary>
    public string? Refusal { get; }

    /// <summary>What the scheduler has done.</summary>
    public SchedulerCounters Counters => scheduler.Counters;

    /// <summary>Loads a package, runs its stored sequences and starts a scheduler.</summary>
    /// <param name="package">A package that was read.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="composer">The rules.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <exception cref="PackageException">The runtime refuses it, or it does not say what it has stored; nothing of it stays loaded.</exception>
    public static OnnxScoreWriter Load(ModelPackage package, OnnxOptions options, IComposer composer, TimeProvider time)
    {
        OnnxStepModel model = OnnxStepModel.Load(package, options);
        try
        {
            PackageCheck.Require(package, model);
            ScoreModel score = ScoreModel.Of(package, model.Context);
            InferenceScheduler steps = new([model], new SchedulerOptions(), time);
            return new OnnxScoreWriter(new ScoreBarWriter(score, steps, composer, new ScoreWriterOptions(), time), steps, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation) => writer.WriteAsync(request, cancellation);

    /// <inheritdoc/>
    public void Dispose() => scheduler.Dispose();
}
