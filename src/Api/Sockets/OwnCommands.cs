namespace SessionService.Api.Sockets;

/// <summary>
/// Ids of the commands a socket sent, so that it is not told of them again as commands of others. Bounded; the oldest
/// id makes room, and at worst a sender then hears of its own command twice.
/// </summary>
internal sealed class OwnCommands(int capacity)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Notes a command before it is handed over.</summary>
    public void Add(string id)
    {
        lock (_lock)
        {
            if (!_ids.Add(id))
            {
                return;
            }

            _order.Enqueue(id);
            if (_order.Count > capacity)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Whether the command was this socket's.</summary>
    public bool Contains(string id)
    {
        lock (_lock)
        {
            return _ids.Contains(id);
        }
    }
}
