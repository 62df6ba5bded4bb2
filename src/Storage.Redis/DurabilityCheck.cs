using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>Whether a server keeps what it acknowledges.</summary>
internal static class DurabilityCheck
{
    private const string Advice =
        "Acknowledged must mean stored: start it with 'appendonly yes', 'appendfsync always' and 'maxmemory-policy noeviction'.";

    /// <exception cref="StoreOpenException">It does not, or does not say.</exception>
    public static async Task RequireAsync(IServer server)
    {
        Dictionary<string, string> settings;
        try
        {
            settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (string name in new[] { "appendonly", "appendfsync", "maxmemory", "maxmemory-policy" })
            {
                foreach ((string key, string value) in await server.ConfigGetAsync(name))
                {
                    settings[key] = value;
                }
            }
        }
        catch (RedisException fault) when (!RedisFaults.MayPass(fault))
        {
            throw new StoreOpenException(StoreOpenFailure.NotDurable, Hidden(server, fault.Message), fault);
        }

        if (!settings.ContainsKey("appendfsync"))
        {
            throw new StoreOpenException(StoreOpenFailure.NotDurable, Hidden(server, "it names no appendfsync"));
        }

        Require(server, settings, "appendonly", "yes");
        Require(server, settings, "appendfsync", "always");
        if (settings.GetValueOrDefault("maxmemory", "0") != "0")
        {
            Require(server, settings, "maxmemory-policy", "noeviction");
        }
    }

    private static void Require(IServer server, Dictionary<string, string> settings, string name, string value)
    {
        string found = settings.GetValueOrDefault(name, "unknown");
        if (!string.Equals(found, value, StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreOpenException(
                StoreOpenFailure.NotDurable, $"Redis at {server.EndPoint} has '{name} {found}' and may lose what it acknowledged. {Advice}");
        }
    }

    private static string Hidden(IServer server, string why)
    {
        return $"Redis at {server.EndPoint} does not say whether it keeps what it acknowledges ({why}). {Advice} "
            + $"Where its operator vouches for that, set {nameof(RedisOptions.TrustDurability)}.";
    }
}
