using System.Globalization;

namespace SessionService.Chaos.Cluster;

/// <summary>
/// A network namespace for each silo, on a bridge to this one, so that wires can be cut. Needs root and iproute2.
/// </summary>
internal sealed class Wiring : IDisposable
{
    private const string Net = "10.213.77.";

    private readonly int silos;
    private readonly string bridge = $"chaos{Environment.ProcessId % 10_000}";

    public Wiring(int silos)
    {
        this.silos = silos;
        try
        {
            Ip($"link add {bridge} type bridge");
            Ip($"addr add {Host}/24 dev {bridge}");
            Ip($"link set {bridge} up");
            for (int i = 0; i < silos; i++)
            {
                string wire = $"{bridge}w{Text(i)}";
                Ip($"netns add {Space(i)}");
                Ip($"link add {wire} type veth peer name eth0 netns {Space(i)}");
                Ip($"link set {wire} master {bridge} up");
                Ip($"-n {Space(i)} addr add {Address(i)}/24 dev eth0");
                Ip($"-n {Space(i)} link set eth0 up");
                Ip($"-n {Space(i)} link set lo up");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Address of this side.</summary>
    public string Host => Net + "1";

    public string Address(int silo) => Net + Text(silo + 11);

    public string Space(int silo) => $"{bridge}n{Text(silo)}";

    /// <summary>Cuts a silo off from the other silos; it still reaches Redis and front ends.</summary>
    public void CutFromSilos(int silo) => Others(silo, other => $"-n {Space(silo)} route add blackhole {Address(other)}/32");

    /// <summary>Mends it.</summary>
    public void JoinToSilos(int silo) => Others(silo, other => $"-n {Space(silo)} route del blackhole {Address(other)}/32");

    /// <summary>Cuts a silo off from everything.</summary>
    public void Cut(int silo) => Ip($"link set {bridge}w{Text(silo)} down");

    /// <summary>Mends it.</summary>
    public void Join(int silo) => Ip($"link set {bridge}w{Text(silo)} up");

    public void Dispose()
    {
        for (int i = 0; i < silos; i++)
        {
            Try($"netns del {Space(i)}");
        }

        Try($"link del {bridge}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Ip(string words) => Signals.Run(["ip", .. words.Split(' ')]);

    private static void Try(string words)
    {
        try
        {
            Ip(words);
        }
        catch (InvalidOperationException)
        {
            // It was not made, or is gone already.
        }
    }

    private void Others(int silo, Func<int, string> words)
    {
        for (int other = 0; other < silos; other++)
        {
            if (other != silo)
            {
                Ip(words(other));
            }
        }
    }
}
