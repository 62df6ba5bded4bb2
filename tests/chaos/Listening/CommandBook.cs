using System.Text.Json.Nodes;

namespace SessionService.Chaos.Listening;

/// <summary>What a visitor asked for and what was answered. Thread-safe.</summary>
internal sealed class CommandBook(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (JsonObject Command, long SentAt)> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> acknowledged = new(StringComparer.Ordinal);
    private int made;

    /// <summary>Longest time from first sending to acknowledgement since <see cref="Mark"/>.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Acknowledgements that said no.</summary>
    public int Rejected { get; private set; }

    /// <summary>Ids of what was acknowledged.</summary>
    public IReadOnlyList<string> Acknowledged
    {
        get
        {
            lock (gate)
            {
                return [.. acknowledged];
            }
        }
    }

    /// <summary>How many are not answered.</summary>
    public int Open
    {
        get
        {
            lock (gate)
            {
                return open.Count;
            }
        }
    }

    /// <summary>Counts from here.</summary>
    public void Mark()
    {
        lock (gate)
        {
            Slowest = TimeSpan.Zero;
        }
    }

    /// <summary>Thinks of the next command.</summary>
    public JsonObject Next()
    {
        lock (gate)
        {
            string id = $"c{++made}";
            var command = new JsonObject { ["type"] = "event", ["id"] = id, ["event"] = made % 2 == 0 ? "calm" : "stir" };
            open.Add(id, (command, time.GetTimestamp()));
            return command;
        }
    }

    /// <summary>What must be said again after a connection was lost.</summary>
    public IReadOnlyList<JsonObject> Unanswered()
    {
        lock (gate)
        {
            return [.. open.Values.OrderBy(entry => entry.SentAt).Select(entry => entry.Command)];
        }
    }

    /// <summary>The command with an id, where it is still open.</summary>
    public JsonObject? Find(string id)
    {
        lock (gate)
        {
            return open.TryGetValue(id, out (JsonObject Command, long SentAt) entry) ? entry.Command : null;
        }
    }

    /// <summary>An answer came.</summary>
    public void Take(string id, string status)
    {
        lock (gate)
        {
            if (!open.Remove(id, out (JsonObject Command, long SentAt) entry))
            {
                return;
            }

            Rejected += status == "rejected" ? 1 : 0;
            acknowledged.Add(id);
            TimeSpan took = time.GetElapsedTime(entry.SentAt);
            Slowest = took > Slowest ? took : Slowest;
        }
    }
}
