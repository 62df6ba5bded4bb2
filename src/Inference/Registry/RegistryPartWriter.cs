using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Registry;

/// <summary>
/// Hands each bar to the version of a model that the registry names for its session, and answers in any case: at once where no
/// version can be asked, and when the time is over where one does not answer. Each bar asks anew, so that every change counts
/// from a bar line on.
/// </summary>
public sealed class RegistryPartWriter : IPartWriter, IDisposable
{
    private const string Gate = "gate";

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);
    private static readonly VersionKey Nobody = new("", "");

    private readonly ModelHostOptions options;
    private readonly ModelRegistry registry;
    private readonly Func<ModelPackage, IPartWriter> writers;
    private readonly TimeProvider time;
    private readonly Action<RegistryNotice> notice;
    private readonly BackgroundWork work = new();
    private readonly OutcomeCounters counters = new();
    private readonly GateKeeper gate;
    private readonly RegistryFollower follower;
    private readonly VersionShelf shelf;

    /// <summary>Opens a registry. What it says is read again in the background; packages are loaded when first asked for.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="options">How models are hosted.</param>
    /// <param name="writers">
    /// Makes the writer of a package, and refuses what it cannot run with a <see cref="PackageException"/>. A writer that can be
    /// disposed of is, when its version is not used any more.
    /// </param>
    /// <param name="time">Clock of deadlines and readings.</param>
    /// <param name="notice">Is told what an operator may want to know, from any thread.</param>
    public RegistryPartWriter(
        ModelRegistry registry, ModelHostOptions options, Func<ModelPackage, IPartWriter> writers, TimeProvider time,
        Action<RegistryNotice>? notice = null)
    {
        (this.registry, this.options, this.writers, this.time) = (registry, options, writers, time);
        this.notice = notice ?? (_ => { });
        gate = new GateKeeper(options.Gate);
        follower = new RegistryFollower(registry, time, options.ReadEvery, work, this.notice);
        shelf = new VersionShelf(LoadAsync, work, time, options)
        {
            Loaded = key => OnShelf(key, RegistryNoticeKind.Loaded, $"{key} is loaded."),
            Released = key => this.notice(new RegistryNotice(RegistryNoticeKind.Released, key.ToString(), $"{key} is not used any more.")),
            Refused = OnRefused,
        };
        follower.Changed = Sweep;
    }

    /// <summary>What the registry says, as far as it is known here.</summary>
    public RegistryState State => follower.Current;

    /// <summary>How bars ended, by version.</summary>
    public IReadOnlyList<VersionOutcomes> Outcomes => counters.All;

    /// <inheritdoc/>
    public async Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        RegistryState state = follower.Current;
        if (Take(state, request) is not { } version)
        {
            counters.Count(Nobody, SequenceEnd.Unavailable);
            return PartAnswer.None(SequenceEnd.Unavailable, time.GetElapsedTime(started));
        }

        PartAnswer answer = Fitting(request, await AskAsync(version, request, started, cancellation).ConfigureAwait(false));
        Count(version, answer.End);
        if (gate.Note(state, version, request, answer) is { } said)
        {
            Heed(version.Key, said.Verdict, said.Reason);
        }

        return answer;
    }

    /// <summary>What the gate looks at, of the live version or the canary of a model.</summary>
    /// <returns>Null where it has written nothing here.</returns>
    public GateWindow? Window(string model, string version) => follower.Current.Find(model) is { } entry ? gate.Look(entry, version) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        shelf.Dispose();
        work.WhenIdleAsync().Wait(Farewell);
        follower.Dispose();
    }

    /// <summary>Waits until nothing runs in the background.</summary>
    internal Task WhenIdleAsync() => work.WhenIdleAsync();

    private static bool IsFitting(PartRequest request, WrittenPart part) =>
        request.Layers.Contains(part.Layer) && part.Bar == request.Draft.Context.Bar
        && part.Notes.All(note => note.Layer == part.Layer && note.Duration > 0 && note.Tick >= 0 && note.Pitch <= 127 && note.Velocity is > 0 and <= 127);

    // Nothing reaches a session that was not asked for, whatever a writer says.
    private static PartAnswer Fitting(PartRequest request, PartAnswer answer) =>
        answer.End == SequenceEnd.Done && !answer.Parts.All(part => IsFitting(request, part))
            ? PartAnswer.None(SequenceEnd.Invalid, answer.Time)
            : answer;

    private async Task<PartAnswer> AskAsync(LoadedVersion version, PartRequest request, long started, CancellationToken cancellation)
    {
        CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<PartAnswer> asked = Ask(version, request, giveUp.Token);
        try
        {
            PartAnswer answer = await asked.WaitAsync(request.Within, time, cancellation).ConfigureAwait(false);
            return answer with { Time = time.GetElapsedTime(started) };
        }
        catch (TimeoutException) when (!asked.IsFaulted)
        {
            return PartAnswer.None(SequenceEnd.Late, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return PartAnswer.None(SequenceEnd.Cancelled, time.GetElapsedTime(started));
        }
#pragma warning disable CA1031 // Whatever a writer throws, rules play this bar.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            notice(new RegistryNotice(RegistryNoticeKind.Failed, version.Key.ToString(), $"{version.Key} failed on a bar: {fault.Message}"));
            return PartAnswer.None(SequenceEnd.Unavailable, time.GetElapsedTime(started));
        }
        finally
        {
            Finish(version, asked, giveUp);
        }
    }

    private static Task<PartAnswer> Ask(LoadedVersion version, PartRequest request, CancellationToken cancellation)
    {
        try
        {
            return version.Writer.WriteAsync(request, cancellation);
        }
#pragma warning disable CA1031 // The caller takes every fault from the task.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Task.FromException<PartAnswer>(fault);
        }
    }

    // A writer that still works on what nobody waits for keeps its version until it is done.
    private void Finish(LoadedVersion version, Task<PartAnswer> asked, CancellationTokenSource giveUp)
    {
        if (!asked.IsCompleted)
        {
            giveUp.Cancel();
        }

        _ = asked.ContinueWith(
            done =>
            {
                _ = done.Exception;
                giveUp.Dispose();
                shelf.GiveBack(version);
                if (!follower.Current.Plays(version.Key.Name, version.Key.Version))
                {
                    Sweep();
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private LoadedVersion? Take(RegistryState state, PartRequest request)
    {
        foreach (ModelEntry model in state.Models)
        {
            if (model.Task == options.Task && (options.Model ?? model.Name) == model.Name
                && state.VersionFor(model.Name, request.Tenant, request.Project, request.Session) is { } version)
            {
                return shelf.Take(new VersionKey(model.Name, version), orLoad: true) ?? TakeInstead(model, version);
            }
        }

        return null;
    }

    // Until the version is loaded, or where it cannot be: what plays for others, then what played before.
    private LoadedVersion? TakeInstead(ModelEntry model, string version)
    {
        if (model.Live is not { } live)
        {
            return null;
        }

        VersionKey first = new(model.Name, live);
        LoadedVersion? found = live == version ? null : shelf.Take(first, orLoad: true);
        for (int i = model.Earlier.Count - 1; i >= 0 && found is null; i--)
        {
            bool latest = i == model.Earlier.Count - 1;
            found = shelf.Take(new VersionKey(model.Name, model.Earlier[i]), orLoad: latest && shelf.HasFailed(first));
        }

        return found;
    }

    private async Task<LoadedVersion> LoadAsync(VersionKey key)
    {
        RegistryState state = follower.Current;
        await registry.FetchAsync(state, key.Name, key.Version).ConfigureAwait(false);
        byte[] manifest = registry.Manifest(state, key.Name, key.Version);
        ModelPackage package = registry.Open(state, key.Name, key.Version);
        return new LoadedVersion(key, writers(package), ModelCard.Read(manifest).Measures);
    }

    // A device that is lost does not come back by itself; a version loaded anew may find another, or the same one working.
    private void Count(LoadedVersion version, SequenceEnd end)
    {
        counters.Count(version.Key, end);
        version.Note(end);
        if (version.Failures >= options.LoadAnewAfterBars && shelf.Discard(version))
        {
            notice(new RegistryNotice(
                RegistryNoticeKind.Failed, version.Key.ToString(),
                $"{version.Key} was not available for {version.Failures} bars; it is loaded anew in {options.LoadAgainAfter.TotalSeconds:0} s."));
        }
    }

    private void OnShelf(VersionKey key, RegistryNoticeKind kind, string text)
    {
        notice(new RegistryNotice(kind, key.ToString(), text));
        Sweep();
    }

    private void OnRefused(VersionKey key, string reason, bool own)
    {
        notice(new RegistryNotice(RegistryNoticeKind.Refused, key.ToString(), reason));
        if (own && follower.Current.Find(key.Name)?.Canary == key.Version)
        {
            Heed(key, GateVerdict.RollBack, reason);
        }
    }

    private void Heed(VersionKey key, GateVerdict verdict, string reason)
    {
        ChangeNote note = new(time.GetUtcNow(), Gate, reason);
        if (verdict == GateVerdict.RollBack && follower.Apply(state => state.Rollback(key.Name, note, onlyCanary: key.Version)))
        {
            notice(new RegistryNotice(RegistryNoticeKind.RolledBack, key.ToString(), $"{key} was taken back: {reason}"));
        }
        else if (verdict == GateVerdict.Ready && follower.Apply(state => state.MarkReady(key.Name, key.Version, note)))
        {
            notice(new RegistryNotice(RegistryNoticeKind.Ready, key.ToString(), $"{key} kept to all limits and may be promoted."));
        }
    }

    private void Sweep()
    {
        RegistryState state = follower.Current;
        gate.Forget(state);
        shelf.Sweep(key => state.Plays(key.Name, key.Version) || IsNeededStill(state, key));
    }

    // What played before plays on until its successor is loaded.
    private bool IsNeededStill(RegistryState state, VersionKey key) =>
        state.Find(key.Name) is { Live: { } live } model && model.Earlier.Contains(key.Version, StringComparer.Ordinal)
        && !shelf.Has(new VersionKey(key.Name, live));
}
