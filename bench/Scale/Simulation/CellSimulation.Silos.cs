using SessionService.Bench.Scale.Model;

namespace SessionService.Bench.Scale.Simulation;

/// <content>What befalls silos.</content>
public sealed partial class CellSimulation
{
    private Silo NewSilo(int version)
    {
        // The scheduler puts a pod where the fewest are.
        int[] inZone = new int[settings.Zones];
        foreach (Silo other in silos.Where(s => s.State is SiloState.Starting or SiloState.Ready))
        {
            inZone[other.Zone]++;
        }

        // A zone that is lost takes no new ones.
        int zone = Enumerable.Range(0, settings.Zones).Where(z => z != lostZone).MinBy(z => inZone[z]);
        var silo = new Silo(silos.Count, zone, version);
        silos.Add(silo);
        return silo;
    }

    private void Join(Silo silo)
    {
        silo.State = SiloState.Ready;
        ready.Add(silo);
        if (silo.Version > 0 && upgrading)
        {
            ReplaceOne();
        }
    }

    private void Drain(Silo silo)
    {
        silo.State = SiloState.Draining;
        ready.Remove(silo);
        foreach (int id in silo.Held)
        {
            NoteHandOver(id);
        }

        Finish(silo);
    }

    // Each session has its own bar line.
    private void NoteHandOver(int id) =>
        agenda.Add(now + (chance.NextDouble() * Figures.BarSeconds.Value), Happening.HandOver, id, sessions[id].Turn);

    // The other silo has brought it up when the bar line comes: nobody hears it.
    private void HandOver(int id)
    {
        Silo from = silos[sessions[id].Silo];
        if (Choose() is not { } to || ReferenceEquals(from, to))
        {
            NoteHandOver(id);
            return;
        }

        bool played = sessions[id].Plays;
        Take(id);
        Put(id, to);
        double up = to.BringUp(now);
        if (!played)
        {
            agenda.Add(up, Happening.Playing, id, sessions[id].Turn);
        }

        outcome.Migrated++;
        Finish(from);
    }

    private void Finish(Silo silo)
    {
        if (silo is { State: SiloState.Draining, Held.Count: 0 })
        {
            silo.State = SiloState.Gone;
            if (upgrading && silo.Version == 0)
            {
                outcome.Replaced++;
                outcome.UpgradedAt = now;
                StartNext();
            }
        }
    }

    // ---- loss

    private void Lose()
    {
        int left = settings.Loss!.Silos;
        int inZone = ready.Count(s => s.Zone == 0);
        lostZone = left >= inZone ? 0 : -1;
        foreach (Silo silo in ready.Where(s => s.Zone == 0).ToList())
        {
            if (left-- <= 0)
            {
                break;
            }

            silo.State = SiloState.Lost;
            ready.Remove(silo);
            outcome.Displaced += silo.Held.Count;
            foreach (int id in silo.Held)
            {
                FallSilent(id);
            }
        }

        agenda.Add(now + CapacityModel.DetectionSeconds, Happening.Detected);
    }

    private void FallSilent(int id)
    {
        ref Sessions.Row row = ref sessions[id];
        row.Turn++;
        row.SilentSince = now;
        if (row.Plays)
        {
            row.Plays = false;
            playing--;
        }
    }

    private void Recover()
    {
        foreach (Silo silo in silos.Where(s => s.State == SiloState.Lost))
        {
            foreach (int id in silo.Held.ToList())
            {
                Take(id);
                Place(id);
            }

            silo.State = SiloState.Gone;
        }
    }

    // ---- upgrade

    private void Upgrade()
    {
        upgrading = true;
        for (int i = 0; i < settings.Surge; i++)
        {
            StartNext();
        }
    }

    private void StartNext()
    {
        int old = silos.Count(s => s is { Version: 0, State: SiloState.Ready });
        int starting = silos.Count(s => s is { Version: > 0, State: SiloState.Starting });
        if (starting < old)
        {
            Silo silo = NewSilo(version: 1);
            agenda.Add(now + settings.StartSeconds, Happening.SiloReady, silo.Id);
        }
    }

    private void ReplaceOne()
    {
        Silo? old = ready.FirstOrDefault(s => s.Version == 0);
        if (old is not null)
        {
            Drain(old);
        }
    }

    // ---- every second

    private void Look()
    {
        outcome.Peak = Math.Max(outcome.Peak, sessions.Count);
        outcome.SessionSeconds += sessions.Count;
        PlaceHomeless();
        outcome.LeastSilos = Math.Min(outcome.LeastSilos, ready.Count);
        outcome.MostSilos = Math.Max(outcome.MostSilos, ready.Count);
        bool publish = (long)now % (long)settings.LoadAgeSeconds == 0;
        foreach (Silo silo in silos.Where(s => s.State is not (SiloState.Gone or SiloState.Lost)))
        {
            outcome.CoreHours += Figures.SiloCores.Value / 3_600;
            outcome.PeakPressure = Math.Max(outcome.PeakPressure, silo.Pressure);
            outcome.MissedSeconds += silo.Pressure > 1 ? silo.Held.Count : 0;
            if (publish)
            {
                silo.Published = silo.Load;
            }
        }

        if (settings.Rebalance && (long)now % 10 == 0)
        {
            Even();
        }
    }

    // What a silo has over the mean is handed over at the sessions' bar lines; a little unevenness is left alone.
    private void Even()
    {
        double mean = ready.Count == 0 ? 0 : ready.Average(s => s.Load);
        foreach (Silo silo in ready.Where(s => s.Load > mean * (1 + Figures.Unevenness.Value)))
        {
            int over = Math.Min((int)(silo.Load - mean), silo.Held.Count / 20);
            for (int i = 0; i < over; i++)
            {
                NoteHandOver(silo.Held[i]);
            }
        }
    }

    private void Scale()
    {
        if (!settings.Autoscale)
        {
            return;
        }

        int starting = silos.Count(s => s.State == SiloState.Starting);
        int wanted = autoscaler.Decide(now, ready, starting);
        for (int i = ready.Count + starting; i < wanted; i++)
        {
            agenda.Add(now + settings.StartSeconds, Happening.SiloReady, NewSilo(version: 0).Id);
        }

        for (int i = ready.Count + starting; i > wanted && ready.Count > settings.MinSilos; i--)
        {
            Drain(ready.MinBy(s => s.Load)!);
        }
    }
}
