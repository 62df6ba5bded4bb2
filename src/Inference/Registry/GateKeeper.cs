using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Registry;

/// <summary>Keeps the windows of live versions and canaries and asks the gate. Safe for any number of threads.</summary>
/// <param name="limits">What canaries are held to.</param>
internal sealed class GateKeeper(GateLimits limits)
{
    // Judging sorts a window; not for every bar of every session.
    private const int JudgeEvery = 16;

    private readonly Lock door = new();
    private readonly Dictionary<(VersionKey Key, long Since), VersionWindow> windows = [];

    /// <summary>Notes a bar and, where it was the canary's, says what the gate says now and then.</summary>
    /// <returns>The verdict; null where there is nothing to say.</returns>
    public (GateVerdict Verdict, string Reason)? Note(RegistryState state, LoadedVersion version, PartRequest request, PartAnswer answer)
    {
        if (state.Find(version.Key.Name) is not { } model)
        {
            return null;
        }

        bool canary = model.Canary == version.Key.Version;
        if (!canary && model.Live != version.Key.Version)
        {
            return null;
        }

        VersionWindow window = WindowOf(version.Key, canary ? model.Run!.Since : 0, version.Reference);
        long count = window.Note(request, answer);
        bool failed = answer.End is SequenceEnd.Late or SequenceEnd.Invalid or SequenceEnd.Unavailable;
        if (!canary || count == 0 || (!failed && count % JudgeEvery != 0))
        {
            return null;
        }

        return CanaryGate.Judge(window.Look(), LiveOf(model)?.Look(), limits);
    }

    /// <summary>What is known of the live version or the canary.</summary>
    /// <returns>Null where it has written nothing.</returns>
    public GateWindow? Look(ModelEntry model, string version) => Find(model, version)?.Look();

    /// <summary>Forgets what was noted of versions that are neither live nor canary any more.</summary>
    public void Forget(RegistryState state)
    {
        lock (door)
        {
            foreach ((VersionKey key, long since) in windows.Keys.ToArray())
            {
                ModelEntry? model = state.Find(key.Name);
                bool kept = since == 0 ? model?.Live == key.Version : model?.Canary == key.Version && model.Run!.Since == since;
                if (!kept)
                {
                    windows.Remove((key, since));
                }
            }
        }
    }

    private VersionWindow? LiveOf(ModelEntry model) => model.Live is { } live ? Find(model, live) : null;

    private VersionWindow? Find(ModelEntry model, string version)
    {
        lock (door)
        {
            return windows.GetValueOrDefault((new VersionKey(model.Name, version), model.Canary == version ? model.Run!.Since : 0));
        }
    }

    private VersionWindow WindowOf(VersionKey key, long since, IReadOnlyDictionary<string, double> reference)
    {
        lock (door)
        {
            if (!windows.TryGetValue((key, since), out VersionWindow? window))
            {
                windows[(key, since)] = window = new VersionWindow(limits, reference);
            }

            return window;
        }
    }
}
