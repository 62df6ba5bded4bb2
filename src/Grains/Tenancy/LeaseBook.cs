namespace SessionService.Grains.Tenancy;

/// <summary>Who holds how many permits until when. Pure: told the time. Not thread-safe.</summary>
internal sealed class LeaseBook
{
    private readonly Dictionary<string, (int Permits, DateTimeOffset Until)> leases = new(StringComparer.Ordinal);

    /// <summary>A book as it was stored.</summary>
    public static LeaseBook Of(LeaseBookState state)
    {
        var book = new LeaseBook();
        foreach (LeaseState lease in state.Leases)
        {
            book.leases[lease.Holder] = (lease.Permits, lease.Until);
        }

        return book;
    }

    /// <summary>The book as it is to be stored.</summary>
    public LeaseBookState ToState() => new()
    {
        Leases =
        [
            .. leases.OrderBy(lease => lease.Key, StringComparer.Ordinal).Select(lease => new LeaseState
            {
                Holder = lease.Key, Permits = lease.Value.Permits, Until = lease.Value.Until,
            }),
        ],
    };

    /// <summary>Grants permits and ends the holder's lease before.</summary>
    /// <param name="holder">Who asks.</param>
    /// <param name="underWay">Permits of the holder in use that nobody has counted yet; they stay held.</param>
    /// <param name="wanted">How many more it wants.</param>
    /// <param name="free">How many there are, leases not counted; may be negative.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">When the new lease ends.</param>
    /// <returns>Permits granted, from 0 to <paramref name="wanted"/>.</returns>
    public int Grant(string holder, int underWay, int wanted, int free, DateTimeOffset now, DateTimeOffset until)
    {
        leases.Remove(holder);
        foreach ((string other, (int _, DateTimeOffset ends)) in leases.ToArray())
        {
            if (ends <= now)
            {
                leases.Remove(other);
            }
        }

        int held = leases.Values.Sum(lease => lease.Permits) + underWay;
        int granted = Math.Clamp(free - held, 0, wanted);
        if (granted + underWay > 0)
        {
            leases[holder] = (granted + underWay, until);
        }

        return granted;
    }
}
