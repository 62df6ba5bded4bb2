using System.Diagnostics;
using SessionService.Sessions.Ports;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>The connection, which comes back by itself, and reads over it.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>Between two tries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConnectionMultiplexer _multiplexer;
    private int _prepared;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisOptions options)
    {
        _multiplexer = multiplexer;
        Options = options;
        Database = multiplexer.GetDatabase();
        multiplexer.ConnectionRestored += (_, _) => Volatile.Write(ref _prepared, 0);
    }

    public RedisOptions Options { get; }

    public IDatabase Database { get; }

    /// <summary>Connects, tells the server the scripts and looks whether it keeps what it acknowledges.</summary>
    /// <exception cref="StoreOpenException">It cannot be reached in time, or does not keep it.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisOptions options)
    {
        var connection = new RedisConnection(await ConnectAsync(options), options);
        try
        {
            await connection.WhileAwayAsync(() => connection.PrepareAsync());
            return connection;
        }
        catch (StoreUnavailableException fault)
        {
            await connection.DisposeAsync();
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, fault.Message, fault);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads, and tries again while the server is away.</summary>
    /// <exception cref="StoreUnavailableException">It is away for longer than the options allow, or refuses.</exception>
    public async Task<T> ReadAsync<T>(Func<IDatabase, Task<T>> read, CancellationToken cancellation = default)
    {
        T result = default!;
        await WhileAwayAsync(
            async () =>
            {
                result = await read(Database);
                return true;
            },
            cancellation);
        return result;
    }

    /// <summary>Before a batch: a server that was away is told the scripts and asked for its settings again.</summary>
    /// <returns>False where it is away.</returns>
    /// <exception cref="StoreOpenException">It no longer keeps what it acknowledges.</exception>
    public async Task<bool> PrepareAsync()
    {
        if (Interlocked.Exchange(ref _prepared, 1) == 1)
        {
            return true;
        }

        try
        {
            foreach (IServer server in Primaries())
            {
                if (!Options.TrustDurability)
                {
                    await DurabilityCheck.RequireAsync(server);
                }

                foreach (RedisScript script in RedisScript.All)
                {
                    await server.ScriptLoadAsync(script.Text);
                }
            }

            return true;
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _prepared, 0);
            if (RedisFaults.MayPass(fault))
            {
                return false;
            }

            throw;
        }
    }

    /// <summary>Says that the scripts have to be told again.</summary>
    public void Forget()
    {
        Volatile.Write(ref _prepared, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _multiplexer.DisposeAsync();
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisOptions options)
    {
        if (options.Prefix.AsSpan().ContainsAny('{', '}'))
        {
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"The prefix '{options.Prefix}' has braces, which decide where Redis Cluster puts a key.");
        }

        try
        {
            ConfigurationOptions configuration = ConfigurationOptions.Parse(options.Configuration);
            configuration.AbortOnConnectFail = false;

            // What cannot be sent fails at once: the stores ask again themselves, in order.
            configuration.BacklogPolicy = BacklogPolicy.FailFast;
            configuration.AsyncTimeout = (int)options.CommandTimeout.TotalMilliseconds;
            configuration.SyncTimeout = configuration.AsyncTimeout;
            configuration.ConnectTimeout = Math.Min(configuration.ConnectTimeout, 2000);
            configuration.ReconnectRetryPolicy = new LinearRetry(200);
            configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
            configuration.ClientName ??= "session-service";

            // For CONFIG GET alone.
            configuration.AllowAdmin = true;
            return await ConnectionMultiplexer.ConnectAsync(configuration);
        }
        catch (Exception fault) when (fault is ArgumentException or RedisException)
        {
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"Redis cannot be opened: {fault.Message}", fault);
        }
    }

    private List<IServer> Primaries()
    {
        List<IServer> servers = [.. _multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false })];
        if (servers.Count == 0)
        {
            throw new RedisAwayException("No primary server can be reached.");
        }

        if (Options.WaitForReplicas > 0 && servers.Exists(server => server.ServerType == ServerType.Cluster))
        {
            throw new StoreOpenException(
                StoreOpenFailure.NotDurable, "Waiting for replicas is for one primary server; Redis Cluster would have to be asked node by node.");
        }

        return servers;
    }

    private async Task WhileAwayAsync(Func<Task<bool>> attempt, CancellationToken cancellation = default)
    {
        long began = Stopwatch.GetTimestamp();
        Exception? last = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (await attempt())
                {
                    return;
                }
            }
            catch (Exception fault) when (RedisFaults.MayPass(fault))
            {
                last = fault;
            }
            catch (RedisServerException fault)
            {
                throw new StoreUnavailableException($"Redis refuses: {fault.Message}", fault);
            }

            await Task.Delay(Pause, cancellation);
        }
        while (Stopwatch.GetElapsedTime(began) < Options.UnavailableAfter);

        throw new StoreUnavailableException($"Redis does not answer: {last?.Message ?? "no primary server can be reached"}", last);
    }
}
