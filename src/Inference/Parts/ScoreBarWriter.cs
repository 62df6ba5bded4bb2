using SessionService.Inference.Score;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>
/// Writes bass, lead and counter layers by a score model. The rules' draft says where there is to be music, how much and how
/// high; chords, phrase and motif plan are the rules' too; the model finds the notes. What it writes depends on the request and the
/// session's seed alone, whatever else is in the batch.
/// </summary>
public sealed class ScoreBarWriter : IPartWriter
{
    private readonly ScoreModel model;
    private readonly ScoreWriterOptions options;
    private readonly ScorePlanner planner;
    private readonly InferenceScheduler scheduler;
    private readonly TimeProvider time;

    /// <summary>A writer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scheduler">Runs it; stays its owner's.</param>
    /// <param name="composer">The rules, which are asked what they would have written in the bars before.</param>
    /// <param name="options">How much the model reads.</param>
    /// <param name="time">Clock of the answers.</param>
    public ScoreBarWriter(ScoreModel model, InferenceScheduler scheduler, IComposer composer, ScoreWriterOptions options, TimeProvider time)
    {
        (this.model, this.scheduler, this.options, this.time) = (model, scheduler, options, time);
        planner = new ScorePlanner(model, composer, options);
    }

    /// <summary>Name and version of the model.</summary>
    public string Name => model.Name;

    /// <inheritdoc/>
    /// <remarks>
    /// Layers that are not lines, such as chords and drums, are left out of the answer; where no other is asked for, or the model
    /// does not know the metre, the answer is <see cref="SequenceEnd.Unsupported"/> at once.
    /// </remarks>
    public async Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        BarContext context = request.Draft.Context;
        if (request.Within <= TimeSpan.Zero)
        {
            return PartAnswer.None(SequenceEnd.Late, TimeSpan.Zero);
        }

        long working = ThreadCpuClock.Microseconds();
        ScoreRules rules = BarRules.Of(model.Rules, options, context);
        if (planner.Plan(request, rules) is not { } plan)
        {
            Charge(request, working);
            return PartAnswer.None(SequenceEnd.Unsupported, time.GetElapsedTime(began));
        }

        ScoreSequence sequence = new(model, rules, plan.Script, context.Seed, context.Section, context.Bar, request.Tenant);
        Charge(request, working);
        if (!sequence.IsFinished)
        {
            SequenceRequest asked = new(sequence, request.Tenant, Math.Max(1, request.Weight), request.Within, request.Bill);
            SequenceEnd end = await scheduler.RunAsync(asked, cancellation).ConfigureAwait(false);
            if (end != SequenceEnd.Done)
            {
                return PartAnswer.None(end, time.GetElapsedTime(began));
            }
        }

        working = ThreadCpuClock.Microseconds();
        List<WrittenPart> parts = Parts(request, plan, sequence);
        Charge(request, working);
        return new PartAnswer(SequenceEnd.Done, parts, time.GetElapsedTime(began));
    }

    private static void Charge(PartRequest request, long since) =>
        request.Bill?.Add(new ModelUse(ThreadCpuClock.Microseconds() - since, 0, 0));

    private List<WrittenPart> Parts(PartRequest request, ScorePlan plan, ScoreSequence sequence)
    {
        BarContext context = request.Draft.Context;
        ulong outline = BarOutline.Of(context, request.Draft.Chords);
        List<WrittenPart> parts = [];
        foreach (PlannedLine line in plan.Lines)
        {
            parts.Add(new WrittenPart(
                line.Layer, context.Bar, outline, Name, context.Seed, LineWriter.Play(context, plan.Manner, line, sequence.EventsOf(line.Role))));
        }

        foreach (int layer in plan.Silent)
        {
            parts.Add(new WrittenPart(layer, context.Bar, outline, Name, context.Seed, []));
        }

        return parts;
    }
}
