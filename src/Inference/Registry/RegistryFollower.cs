namespace SessionService.Inference.Registry;

/// <summary>
/// What a registry says, without ever waiting for it: it is read again in the background, and what it said last goes on while
/// it cannot be reached. Changes of the gate count here at once, and are written as soon as that is possible.
/// </summary>
internal sealed class RegistryFollower : IDisposable
{
    private readonly ModelRegistry registry;
    private readonly TimeProvider time;
    private readonly TimeSpan every;
    private readonly BackgroundWork work;
    private readonly Action<RegistryNotice> notice;
    private readonly Lock door = new();
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<Func<RegistryState, Transition>> pending = [];
    private RegistryState read = RegistryState.Empty;
    private volatile RegistryState shown = RegistryState.Empty;
    private long asked;
    private int due;
    private bool reachable = true;

    /// <summary>Reads the registry a first time.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="time">Clock of the readings.</param>
    /// <param name="every">Time between readings.</param>
    /// <param name="work">Where readings run.</param>
    /// <param name="notice">Is told when the registry cannot be reached.</param>
    public RegistryFollower(ModelRegistry registry, TimeProvider time, TimeSpan every, BackgroundWork work, Action<RegistryNotice> notice)
    {
        (this.registry, this.time, this.every, this.work, this.notice) = (registry, time, every, work, notice);
        asked = time.GetTimestamp();
        try
        {
            Take(registry.Read());
        }
        catch (RegistryException fault)
        {
            Tell(fault.Message);
        }
    }

    /// <summary>Is called after what it says has changed.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>What it says; has it read again where that is due.</summary>
    public RegistryState Current
    {
        get
        {
            RegistryState now = shown;
            if (time.GetElapsedTime(Volatile.Read(ref asked)) >= every && Interlocked.Exchange(ref due, 1) == 0)
            {
                Volatile.Write(ref asked, time.GetTimestamp());
                work.Run(RefreshAsync);
            }

            return now;
        }
    }

    /// <summary>Makes a change of our own: here at once, in the registry when it can be.</summary>
    /// <returns>Whether it made sense.</returns>
    public bool Apply(Func<RegistryState, Transition> change)
    {
        lock (door)
        {
            if (change(shown).Next is null)
            {
                return false;
            }

            pending.Add(change);
            Show();
        }

        Changed();
        work.Run(RefreshAsync);
        return true;
    }

    /// <summary>Writes what is pending and reads the registry.</summary>
    public async Task RefreshAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            Interlocked.Exchange(ref due, 0);
            await WriteAsync().ConfigureAwait(false);
            await LookAsync().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task WriteAsync()
    {
        Func<RegistryState, Transition>[] changes;
        lock (door)
        {
            changes = [.. pending];
        }

        foreach (Func<RegistryState, Transition> change in changes)
        {
            try
            {
                // Refused means that somebody else was faster; then there is nothing left to do.
                await registry.ChangeAsync(change).ConfigureAwait(false);
                lock (door)
                {
                    pending.Remove(change);
                }
            }
            catch (RegistryException fault)
            {
                Tell(fault.Message);
                return;
            }
        }
    }

    private async Task LookAsync()
    {
        try
        {
            Take(await registry.ReadAsync().ConfigureAwait(false));
        }
        catch (RegistryException fault)
        {
            Tell(fault.Message);
        }
    }

    private void Take(RegistryState found)
    {
        // A folder that is not mounted looks like an empty registry; a copy put back looks like an older one.
        if (found.Revision < read.Revision)
        {
            Tell($"The registry of models in {registry.Folder} went back from revision {read.Revision} to {found.Revision}; that is not believed before a restart.");
            return;
        }

        bool changed;
        lock (door)
        {
            changed = found.Revision != read.Revision;
            read = found;
            Show();
        }

        if (!reachable)
        {
            reachable = true;
            notice(new RegistryNotice(RegistryNoticeKind.Reachable, "", $"The registry of models in {registry.Folder} can be read again."));
        }

        if (changed)
        {
            Changed();
        }
    }

    private void Show() => shown = pending.Aggregate(read, (state, change) => change(state).Next ?? state);

    private void Tell(string text)
    {
        if (reachable)
        {
            reachable = false;
            notice(new RegistryNotice(RegistryNoticeKind.Unreachable, "", text));
        }
    }
}
