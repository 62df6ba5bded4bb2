namespace SessionService.Music.Adaptation.Reading;

/// <summary>Collects faults up to the limit and counts the rest.</summary>
internal sealed class FaultList
{
    private readonly List<MapFault> faults = [];
    private int more;

    public bool Any => faults.Count > 0;

    public void Add(string path, string message)
    {
        if (faults.Count < Limits.MapFaults)
        {
            faults.Add(new MapFault(path, message));
        }
        else
        {
            more++;
        }
    }

    public IReadOnlyList<MapFault> ToList() =>
        more == 0 ? faults : [.. faults, new MapFault("", $"and {more} more faults")];
}
