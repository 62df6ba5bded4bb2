using SessionService.Grains.Messages;

namespace SessionService.Grains.Placement;

/// <summary>Where the next session goes. Pure: told what each silo has to do. Not thread-safe.</summary>
internal sealed class LoadChoice
{
    /// <summary>Load above which a silo gets no new sessions while another has less.</summary>
    public const double Full = 0.85;

    /// <summary>Deadlines missed per second from which on a silo gets none either.</summary>
    public const double MissesTooMany = 1;

    // Before anything was measured: a session takes a sixtieth of a core.
    private const double AssumedLoad = 1.0 / 60;

    private readonly Dictionary<string, int> placed = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, SiloLoadMessage> loads = new Dictionary<string, SiloLoadMessage>(StringComparer.Ordinal);

    /// <summary>Whether a silo should be given nothing more.</summary>
    public static bool Overloaded(SiloLoadMessage load) => load.Load > Full || load.MissesPerSecond >= MissesTooMany;

    /// <summary>Takes new reports; what was placed until then is in them.</summary>
    public void Update(IEnumerable<SiloLoadMessage> reports)
    {
        loads = reports.ToDictionary(report => report.Silo, StringComparer.Ordinal);
        placed.Clear();
    }

    /// <summary>
    /// The silo with the least load among those that are neither leaving nor overloaded, counting what went there since the
    /// last reports; among equals the one with fewest sessions, then the first in order of name.
    /// </summary>
    /// <param name="silos">Silos that can take it, at least one.</param>
    public string Choose(IReadOnlyList<string> silos)
    {
        int heard = loads.Values.Sum(load => load.Heard);
        double typical = heard > 0 ? Math.Max(loads.Values.Sum(load => load.Load) / heard, AssumedLoad / 4) : AssumedLoad;
        string chosen = silos
            .OrderBy(silo => loads.TryGetValue(silo, out SiloLoadMessage? load) ? (load.Draining ? 2 : Overloaded(load) ? 1 : 0) : 0)
            .ThenBy(silo => Expected(silo, typical))
            .ThenBy(silo => Sessions(silo))
            .ThenBy(silo => silo, StringComparer.Ordinal)
            .First();
        placed[chosen] = placed.GetValueOrDefault(chosen) + 1;
        return chosen;
    }

    private double Expected(string silo, double typical) =>
        (loads.TryGetValue(silo, out SiloLoadMessage? load) ? load.Load : 0) + (placed.GetValueOrDefault(silo) * typical);

    private int Sessions(string silo) =>
        (loads.TryGetValue(silo, out SiloLoadMessage? load) ? load.Sessions : 0) + placed.GetValueOrDefault(silo);
}
