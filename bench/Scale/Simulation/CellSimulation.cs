using SessionService.Bench.Scale.Model;
using SessionService.Music.Random;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>A cell, event by event. Pure: the settings determine the outcome.</summary>
public sealed partial class CellSimulation
{
    private readonly CellSettings settings;
    private readonly Agenda agenda = new();
    private readonly Sessions sessions = new();
    private readonly List<Silo> silos = [];
    private readonly List<Silo> ready = [];
    private readonly Arrivals arrivals;
    private readonly Outcome outcome = new();
    private readonly Autoscaler autoscaler;
    private CounterRandom chance;
    private readonly List<(int Session, int Life)> homeless = [];
    private double now;
    private int playing;
    private int lostZone = -1;
    private bool upgrading;

    private CellSimulation(CellSettings settings)
    {
        this.settings = settings;
        arrivals = new Arrivals(settings);
        autoscaler = new Autoscaler(settings);
        chance = CounterRandom.For(settings.Seed, 3, 0, 0);
    }

    /// <summary>Runs a cell from balance to the end of its time.</summary>
    /// <exception cref="ArgumentException">An upgrade and the autoscaler at once: what one adds the other would count.</exception>
    public static Outcome Run(CellSettings settings)
    {
        if (settings.Autoscale && double.IsFinite(settings.UpgradeAt))
        {
            throw new ArgumentException("A run has the autoscaler or an upgrade.", nameof(settings));
        }

        var cell = new CellSimulation(settings);
        cell.Begin();
        cell.Play();
        return cell.End();
    }

    private void Begin()
    {
        for (int i = 0; i < settings.Silos; i++)
        {
            Join(NewSilo(version: 0));
        }

        int balance = (int)Math.Round(settings.Day ? CapacityModel.SessionsAt(settings.MeanSessions, 0) : settings.MeanSessions);
        for (int i = 0; i < balance; i++)
        {
            int id = Admit();
            Put(id, ready[i % ready.Count]);
            SetPlaying(id);
        }

        outcome.Started = balance;
        agenda.Add(arrivals.Next(0), Happening.Arrival);
        agenda.Add(1, Happening.Second);
        agenda.Add(Figures.ScaleSeconds.Value, Happening.Scale);
        agenda.Add(settings.UpgradeAt, Happening.Upgrade);
        if (settings.Loss is { } loss)
        {
            agenda.Add(loss.At, Happening.Loss);
        }
    }

    private void Play()
    {
        while (agenda.TryTake(out Entry entry, out double time) && time <= settings.Seconds)
        {
            now = time;
            Do(entry);
        }

        now = settings.Seconds;
    }

    private void Do(Entry entry)
    {
        switch (entry.What)
        {
            case Happening.Arrival:
                agenda.Add(arrivals.Next(now), Happening.Arrival);
                outcome.Arrived++;
                Place(Admit());
                break;
            case Happening.Departure when sessions[entry.Subject].Life == entry.Turn:
                Leave(entry.Subject);
                break;
            case Happening.Playing when sessions[entry.Subject].Turn == entry.Turn:
                SetPlaying(entry.Subject);
                break;
            case Happening.HandOver when sessions[entry.Subject].Turn == entry.Turn:
                HandOver(entry.Subject);
                break;
            case Happening.SiloReady when silos[entry.Subject].State == SiloState.Starting:
                Join(silos[entry.Subject]);
                break;
            case Happening.Loss:
                Lose();
                break;
            case Happening.Detected:
                Recover();
                break;
            case Happening.Second:
                agenda.Add(now + 1, Happening.Second);
                Look();
                break;
            case Happening.Scale:
                agenda.Add(now + Autoscaler.PollSeconds, Happening.Scale);
                Scale();
                break;
            case Happening.Upgrade:
                Upgrade();
                break;
        }
    }

    private Outcome End()
    {
        outcome.Playing = playing;
        outcome.Waiting = sessions.Count - playing;
        outcome.Mean = outcome.SessionSeconds / settings.Seconds;
        return outcome;
    }

    // ---- visitors

    private int Admit()
    {
        int id = sessions.Add(arrivals.Weight());
        agenda.Add(now + arrivals.Stay(), Happening.Departure, id, sessions[id].Life);
        return id;
    }

    private void Leave(int id)
    {
        Take(id);
        if (sessions[id].Plays)
        {
            playing--;
        }

        sessions.Remove(id);
        outcome.Left++;
    }

    private void SetPlaying(int id)
    {
        ref Sessions.Row row = ref sessions[id];
        if (row.Plays)
        {
            return;
        }

        row.Plays = true;
        playing++;
        if (!double.IsNaN(row.SilentSince))
        {
            double silence = now - row.SilentSince;
            outcome.Recovered++;
            outcome.Silence += silence;
            outcome.LongestSilence = Math.Max(outcome.LongestSilence, silence);
            row.SilentSince = double.NaN;
        }
    }

    // ---- places

    /// <summary>Puts a session where placement says; without any silo it waits for the next second.</summary>
    private void Place(int id)
    {
        if (Choose() is { } silo)
        {
            Put(id, silo);
            agenda.Add(silo.BringUp(now), Happening.Playing, id, sessions[id].Turn);
        }
        else
        {
            homeless.Add((id, sessions[id].Life));
        }
    }

    private void PlaceHomeless()
    {
        if (homeless.Count > 0 && ready.Count > 0)
        {
            List<(int Session, int Life)> waiting = [.. homeless];
            homeless.Clear();
            foreach ((int id, _) in waiting.Where(w => sessions[w.Session].Life == w.Life && sessions[w.Session].Here))
            {
                Place(id);
            }
        }
    }

    private Silo? Choose()
    {
        Silo? best = null;
        for (int i = 0; i < settings.Choices && ready.Count > 0; i++)
        {
            Silo silo = ready[chance.Next(ready.Count)];
            best = best is null || silo.Published < best.Published ? silo : best;
        }

        return best;
    }

    private void Put(int id, Silo silo)
    {
        ref Sessions.Row row = ref sessions[id];
        row.Silo = silo.Id;
        row.Turn++;
        row.Place = silo.Add(id, row.Weight);
        if (settings.CountsOwn)
        {
            silo.Published += row.Weight;
        }
    }

    private void Take(int id)
    {
        ref Sessions.Row row = ref sessions[id];
        if (row.Silo >= 0)
        {
            int moved = silos[row.Silo].RemoveAt(row.Place, row.Weight);
            sessions[moved].Place = row.Place;
            row.Silo = -1;
        }
    }
}
