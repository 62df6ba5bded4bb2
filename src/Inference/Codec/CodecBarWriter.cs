using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Codec;

/// <summary>
/// Writes the sound of layers, a bar at a time, by an audio-token model. What it writes depends on the request and the session's seed
/// alone, whatever else is in the batch. The style is the scene's, by name.
/// </summary>
/// <param name="name">Name and version of the model.</param>
/// <param name="context">Rows a sequence can have where it runs.</param>
/// <param name="sample">How the package wishes codes to be drawn.</param>
/// <param name="styles">The styles it knows.</param>
/// <param name="decoder">Its decoder.</param>
/// <param name="scheduler">Runs it; stays its owner's.</param>
/// <param name="options">How it writes.</param>
/// <param name="time">Clock of the answers.</param>
public sealed class CodecBarWriter(
    string name, int context, SampleDefaults sample, CodecStyles styles, ICodecDecoder decoder, InferenceScheduler scheduler,
    CodecWriterOptions options, TimeProvider time) : IPartWriter
{
    private readonly CodecShape shape = decoder.Shape;

    /// <inheritdoc/>
    public async Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        (SequenceEnd End, WrittenPart? Part)[] written = await Task.WhenAll(
            request.Layers.Select(layer => LayerAsync(request, layer, began, cancellation))).ConfigureAwait(false);
        List<WrittenPart> parts = [.. written.Select(one => one.Part).OfType<WrittenPart>()];
        SequenceEnd end = parts.Count > 0 ? SequenceEnd.Done : written.Select(one => one.End).FirstOrDefault(SequenceEnd.Unsupported);
        return new PartAnswer(end, parts, time.GetElapsedTime(began));
    }

    private async Task<(SequenceEnd End, WrittenPart? Part)> LayerAsync(
        PartRequest request, int layer, long began, CancellationToken cancellation)
    {
        SoundPlan plan = new(shape, request, layer, decoder.Fingerprint);
        ushort[] codes = new ushort[plan.Known.Length + (plan.Missing * shape.Codebooks)];
        plan.Known.CopyTo(codes);
        ushort[] told = [.. plan.History.Span[Math.Max(0, plan.History.Length - (options.History * shape.Codebooks))..]];
        for (int done = 0; done < plan.Missing;)
        {
            CodecTask task = Next(request.Draft.Context, plan, told, done);
            CodecSequence sequence = new(shape, task);
            TimeSpan left = request.Within - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return (SequenceEnd.Late, null);
            }

            SequenceRequest asked = new(sequence, request.Tenant, Math.Max(1, request.Weight), left, request.Bill);
            SequenceEnd end = await scheduler.RunAsync(asked, cancellation).ConfigureAwait(false);
            if (end != SequenceEnd.Done)
            {
                return (end, null);
            }

            ushort[] fresh = sequence.Written();
            fresh.CopyTo(codes, plan.Known.Length + (done * shape.Codebooks));
            told = [.. told, .. fresh];
            done += task.Frames;
        }

        long since = ThreadCpuClock.Microseconds();
        WrittenPart part = Part(request, layer, plan, codes);
        request.Bill?.Add(new ModelUse(ThreadCpuClock.Microseconds() - since, 0, 0));
        return (SequenceEnd.Done, part);
    }

    // As many frames as fit behind the history; where they are more than the model can have, the rest is another sequence.
    private CodecTask Next(BarContext bar, SoundPlan plan, ushort[] told, int done)
    {
        int most = context - shape.LongestDelay;
        int frames = Math.Min(plan.Missing - done, Math.Max(1, most / 2));
        int history = Math.Min(told.Length / shape.Codebooks, most - frames);
        return new CodecTask
        {
            Seed = bar.Seed, Stream = plan.Stream, FirstFrame = plan.FirstFrame + (plan.Known.Length / shape.Codebooks) + done, Frames = frames,
            History = told.AsMemory(told.Length - (history * shape.Codebooks)), Style = styles.Find(bar.Style),
            Temperature = sample.Temperature, TopK = sample.TopK, Guidance = sample.Guidance,
        };
    }

    private WrittenPart Part(PartRequest request, int layer, SoundPlan plan, ushort[] codes)
    {
        BarContext bar = request.Draft.Context;
        float[] sound = decoder.Decode(codes, 0, codes.Length / shape.Codebooks);
        long start = plan.StartOnBeats(sound.AsSpan(0, sound.Length / shape.Channels), options);
        return new WrittenPart(layer, bar.Bar, BarOutline.Of(bar, request.Draft.Chords), name, bar.Seed, [])
        {
            Sound = new WrittenSound(codes, shape.Codebooks, plan.Stream, plan.FirstFrame, start, request.Sample, decoder.Fingerprint),
        };
    }
}
