using SessionService.Grains.Messages;

namespace SessionService.Grains.Models;

/// <summary>Which silo is asked for the next bar. Pure: told what each silo says of its models. Not thread-safe.</summary>
internal sealed class PartChoice
{
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private IReadOnlyList<SiloLoadMessage> reports = [];

    /// <summary>Takes new reports; what was asked until then is in them.</summary>
    public void Update(IReadOnlyList<SiloLoadMessage> all)
    {
        reports = all;
        asked.Clear();
        refused.Clear();
    }

    /// <summary>
    /// The silo with an accelerator that has least under way, else the one without; one that leaves, is full or has refused since its
    /// last report is not asked.
    /// </summary>
    /// <param name="self">Who asks: never asked itself.</param>
    /// <returns>Null where there is none.</returns>
    public string? Choose(string self)
    {
        SiloLoadMessage? chosen = reports
            .Where(silo => silo is { Parts: not PartDevice.None, PartsFull: false, Draining: false } && silo.Silo != self && !refused.Contains(silo.Silo))
            .OrderByDescending(silo => silo.Parts)
            .ThenBy(silo => silo.PartsUnderWay + asked.GetValueOrDefault(silo.Silo))
            .ThenBy(silo => silo.Silo, StringComparer.Ordinal)
            .FirstOrDefault();
        if (chosen is null)
        {
            return null;
        }

        asked[chosen.Silo] = asked.GetValueOrDefault(chosen.Silo) + 1;
        return chosen.Silo;
    }

    /// <summary>A silo has answered.</summary>
    /// <param name="silo">Which.</param>
    /// <param name="taken">Whether it had room and a model.</param>
    public void Answered(string silo, bool taken)
    {
        asked[silo] = Math.Max(0, asked.GetValueOrDefault(silo) - 1);
        if (!taken)
        {
            refused.Add(silo);
        }
    }
}
