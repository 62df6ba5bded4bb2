using SessionService.Bench.Scale.Model;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>What a silo is doing.</summary>
internal enum SiloState
{
    Starting,
    Ready,
    Draining,
    Lost,
    Gone,
}

/// <summary>A silo with the sessions it holds.</summary>
internal sealed class Silo(int id, int zone, int version)
{
    private readonly List<int> held = [];

    /// <summary>Number, from 0.</summary>
    public int Id { get; } = id;

    /// <summary>Zone.</summary>
    public int Zone { get; } = zone;

    /// <summary>Version of the program.</summary>
    public int Version { get; } = version;

    /// <summary>What it is doing.</summary>
    public SiloState State { get; set; } = SiloState.Starting;

    /// <summary>Load in sessions of mean weight, those on their way included.</summary>
    public double Load { get; private set; }

    /// <summary>Load as the others last heard of it.</summary>
    public double Published { get; set; }

    /// <summary>Until when its idle cores bring up sessions that were placed on it.</summary>
    public double BusyUntil { get; private set; }

    /// <summary>Sessions it holds, in no order that matters.</summary>
    public IReadOnlyList<int> Held => held;

    /// <summary>Share of the limit at which misses begin.</summary>
    public double Pressure => Load / CapacityModel.SiloLimit;

    /// <summary>Takes a session.</summary>
    /// <returns>Its place in <see cref="Held"/>.</returns>
    public int Add(int session, double weight)
    {
        held.Add(session);
        Load += weight;
        return held.Count - 1;
    }

    /// <summary>Gives a session up; the last one takes its place.</summary>
    /// <returns>The session that now has that place; the same one where it was the last.</returns>
    public int RemoveAt(int place, double weight)
    {
        int moved = held[^1];
        held[place] = moved;
        held.RemoveAt(held.Count - 1);
        Load = held.Count == 0 ? 0 : Load - weight;
        return moved;
    }

    /// <summary>Brings one more session up with what is idle of its cores.</summary>
    /// <returns>When it plays.</returns>
    public double BringUp(double now)
    {
        double busy = Math.Min(0.95, Pressure * Figures.CoreShare.Value);
        double took = Figures.ActivationSeconds.Value / (Figures.SiloCores.Value * (1 - busy));
        BusyUntil = Math.Max(now, BusyUntil) + took;

        // One session is brought up by one core, however many are idle.
        return Math.Max(BusyUntil, now + Figures.ActivationSeconds.Value);
    }
}
