using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>No server can do it now.</summary>
internal sealed class RedisAwayException(string message) : Exception(message);

/// <summary>What a failure of the client says about the command.</summary>
internal static class RedisFaults
{
    // The server said that it did nothing, or that another one should be asked, and will say otherwise before long.
    private static readonly string[] Passing =
        ["LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOSCRIPT", "BUSY", "MOVED", "ASK", "NOREPLICAS"];

    /// <summary>Whether asking again may help; whether the command was done is not known.</summary>
    public static bool MayPass(Exception fault)
    {
        return fault switch
        {
            RedisAwayException or RedisConnectionException or RedisTimeoutException or TaskCanceledException => true,
            RedisServerException refusal => Passing.Any(word => refusal.Message.StartsWith(word, StringComparison.Ordinal)),
            _ => false,
        };
    }

    public static bool LacksScript(Exception fault)
    {
        return fault is RedisServerException && fault.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);
    }
}
