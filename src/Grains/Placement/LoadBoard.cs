using Microsoft.Extensions.Logging;
using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;
using SessionService.Grains.Models;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Placement;

/// <summary>
/// What a silo knows of all silos: it reports its own load about once a second, and is told those of the others. New sessions
/// and sessions that move are placed by it.
/// </summary>
/// <param name="grains">The cluster.</param>
/// <param name="sessions">The silo's session host.</param>
/// <param name="silo">The silo.</param>
/// <param name="members">Which silos are up: one that has just started has not reported yet.</param>
/// <param name="pool">The silo's models.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Told where reports fail.</param>
internal sealed class LoadBoard(
    IGrainFactory grains, LocalSessionHost sessions, ILocalSiloDetails silo, ISiloStatusOracle members, PartPools pool, TimeProvider time, ILogger<LoadBoard> logger)
{
    private readonly Lock gate = new();
    private readonly LoadChoice choice = new();
    private readonly PartChoice parts = new();
    private HostLoad last = sessions.Load();
    private long lastAt = time.GetTimestamp();
    private LoadTableMessage table = new();

    /// <summary>Address of this silo, as reports name it.</summary>
    public string Self { get; } = silo.SiloAddress.ToParsableString();

    /// <summary>Whether this silo is being emptied: said in the next report, and minded here at once.</summary>
    public bool Draining { get; set; }

    /// <summary>The silos that reported last.</summary>
    public IReadOnlyList<SiloLoadMessage> Silos
    {
        get
        {
            lock (gate)
            {
                return table.Silos;
            }
        }
    }

    /// <summary>Where a new session goes.</summary>
    /// <param name="silos">Silos that can take it, at least one.</param>
    public SiloAddress Choose(IReadOnlyList<SiloAddress> silos)
    {
        lock (gate)
        {
            string[] names = [.. silos.Select(address => address.ToParsableString())];
            string[] others = Draining ? [.. names.Where(name => name != Self)] : names;
            string chosen = choice.Choose(others.Length > 0 ? others : names);
            return silos[Array.IndexOf(names, chosen)];
        }
    }

    /// <summary>Whether there is another silo that can take a session of this one.</summary>
    public bool HasOther
    {
        get
        {
            lock (gate)
            {
                return Others().Length > 0;
            }
        }
    }

    /// <summary>Where a session of this silo goes when it has to leave; null where there is no other silo that can take it.</summary>
    public string? ChooseOther()
    {
        lock (gate)
        {
            string[] others = Others();
            return others.Length > 0 ? choice.Choose(others) : null;
        }
    }

    /// <summary>The silo whose models are asked for a bar; null where no other has any with room.</summary>
    public string? ChooseParts()
    {
        lock (gate)
        {
            return parts.Choose(Self);
        }
    }

    /// <summary>A silo that was chosen has answered.</summary>
    public void PartsAnswered(string answered, bool taken)
    {
        lock (gate)
        {
            parts.Answered(answered, taken);
        }
    }

    /// <summary>Reports, and takes the others' reports.</summary>
    /// <returns>What this silo shall give away.</returns>
    public async Task<IReadOnlyList<MoveOrderMessage>> ReportAsync(CancellationToken cancellation)
    {
        try
        {
            LoadTableMessage answer = await grains.GetGrain<ILoadGrain>(ILoadGrain.Key).ReportAsync(Measure()).WaitAsync(cancellation);
            lock (gate)
            {
                table = answer;
                choice.Update(answer.Silos);
                parts.Update(answer.Silos);
            }

            return answer.Orders;
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException or OperationCanceledException)
        {
            Log.NotReported(logger, fault);
            return [];
        }
    }

    // Under the gate.
    private string[] Others()
    {
        HashSet<string> leaving = [.. table.Silos.Where(report => report.Draining).Select(report => report.Silo), Self];
        return
        [
            .. members.GetApproximateSiloStatuses(onlyActive: true).Keys
                .Select(address => address.ToParsableString()).Where(name => !leaving.Contains(name)),
        ];
    }

    private SiloLoadMessage Measure()
    {
        HostLoad now = sessions.Load();
        long at = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(lastAt, at).TotalSeconds, 0.001);
        var load = new SiloLoadMessage
        {
            Silo = Self,
            Sessions = now.Loaded,
            Heard = now.Live,
            Load = (now.RenderTime - last.RenderTime).TotalSeconds / seconds / now.Workers,
            MissesPerSecond = (now.DeadlineMisses - last.DeadlineMisses) / seconds,
            Draining = Draining,
            Parts = pool.Own?.Device ?? PartDevice.None,
            PartsUnderWay = pool.Own?.UnderWay ?? 0,
            PartsFull = pool.Own?.IsFull ?? false,
        };
        (last, lastAt) = (now, at);
        return load;
    }
}
