namespace SessionService.Chaos.Cluster;

/// <summary>The cluster: Redis, three silos, two front ends, and somebody who starts again what has ended.</summary>
internal sealed class Town : IAsyncDisposable
{
    private const int SiloCount = 3;
    private const int FrontEndCount = 2;

    private readonly CancellationTokenSource ending = new();
    private readonly HashSet<Node> away = [];
    private readonly Wiring? wiring;
    private readonly SmallDisk? disk;
    private readonly string folder;
    private Task supervising = Task.CompletedTask;

    private Town(Settings settings, bool wired, bool smallDisk)
    {
        folder = Directory.CreateTempSubdirectory("chaos-").FullName;
        wiring = wired ? new Wiring(SiloCount) : null;
        disk = smallDisk ? new SmallDisk(folder) : null;
        string host = wiring?.Host ?? "127.0.0.1";
        Redis = new RedisServer(folder, Path.Combine(settings.Folder, "logs", "redis.log"), host);
        Silos =
        [
            .. Enumerable.Range(0, SiloCount).Select(i => new Node(
                $"silo-{i + 1}", wiring?.Address(i) ?? host, wiring?.Space(i), true, Redis.Address, settings)),
        ];
        FrontEnds =
        [
            .. Enumerable.Range(0, FrontEndCount).Select(i => new Node($"front-{i + 1}", host, null, false, Redis.Address, settings)),
        ];
    }

    public RedisServer Redis { get; }

    public IReadOnlyList<Node> Silos { get; }

    public IReadOnlyList<Node> FrontEnds { get; }

    public IReadOnlyList<Node> All => [.. Silos, .. FrontEnds];

    /// <summary>The first tenant's API key.</summary>
    public string Key { get; private set; } = "";

    public Wiring Wiring => wiring ?? throw new InvalidOperationException("The nodes have no wires of their own.");

    public SmallDisk Disk => disk ?? throw new InvalidOperationException("Redis has no disk of its own.");

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="settings">What the nodes get.</param>
    /// <param name="wired">Whether each silo gets a network of its own.</param>
    /// <param name="smallDisk">Whether Redis gets a small disk of its own.</param>
    public static async Task<Town> StartAsync(Settings settings, bool wired, bool smallDisk)
    {
        var town = new Town(settings, wired, smallDisk);
        try
        {
            town.Redis.Start();
            await town.Redis.BecomeReadyAsync();
            town.FrontEnds[0].Start();
            town.Silos[0].Start();
            await town.Silos[0].BecomeReadyAsync();
            foreach (Node node in town.All.Where(node => !node.Runs))
            {
                node.Start();
            }

            await Task.WhenAll(town.All.Select(node => node.BecomeReadyAsync()));
            town.Key = await town.FrontEnds[0].Key;
            town.supervising = town.SuperviseAsync();
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves a node that ends to the scenario, or back to the supervisor.</summary>
    public void Leave(Node node, bool alone)
    {
        lock (away)
        {
            _ = alone ? away.Add(node) : away.Remove(node);
        }
    }

    /// <summary>Whether Redis may be started again when it ends.</summary>
    public bool RedisMayStart { get; set; } = true;

    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
        {
            return;
        }

        await ending.CancelAsync();
        await supervising;
        foreach (Node node in All)
        {
            node.Dispose();
        }

        Redis.Dispose();
        wiring?.Dispose();
        disk?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // As systemd or Kubernetes would: five seconds after a node ended, one second after Redis did.
    private async Task SuperviseAsync()
    {
        Dictionary<Node, int> gone = [];
        for (int second = 0; !ending.IsCancellationRequested; second++)
        {
            if (!Redis.Runs && RedisMayStart)
            {
                Redis.Start();
            }

            foreach (Node node in All)
            {
                if (node.Runs)
                {
                    gone.Remove(node);
                    continue;
                }

                bool alone;
                lock (away)
                {
                    alone = away.Contains(node);
                }

                if (!alone && second - (gone.TryGetValue(node, out int since) ? since : gone[node] = second) >= 5)
                {
                    gone.Remove(node);
                    node.Start();
                }
            }

            await Task.Delay(1000, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
