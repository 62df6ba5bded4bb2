namespace SessionService.Music.Performance;

/// <summary>A note with its place in samples.</summary>
internal readonly record struct TimedNote(long Sample, int Layer, int Instrument, byte Pitch, byte Velocity, long Length)
{
    public long End => Sample + Length;

    public Directive ToDirective() => new(Sample, DirectiveKind.Note, Layer, Instrument, Pitch, Velocity, 1, Length);
}

/// <summary>Notes that are written and not yet played, in order of sample, and those that sound.</summary>
internal sealed class NoteQueue
{
    private readonly List<TimedNote> waiting = new(512);
    private readonly List<TimedNote> sounding = new(128);
    private int first;

    /// <summary>Sample of the next note; <see cref="long.MaxValue"/> where none waits.</summary>
    public long Next => first < waiting.Count ? waiting[first].Sample : long.MaxValue;

    /// <summary>Adds a note after those at or before its sample.</summary>
    public void Add(TimedNote note)
    {
        int place = waiting.Count;
        while (place > first && waiting[place - 1].Sample > note.Sample)
        {
            place--;
        }

        waiting.Insert(place, note);
    }

    /// <summary>Plays the notes at a sample.</summary>
    public void Play(long sample, List<Directive> directives)
    {
        while (first < waiting.Count && waiting[first].Sample <= sample)
        {
            TimedNote note = waiting[first++];
            directives.Add(note.ToDirective());
            sounding.Add(note);
        }
    }

    /// <summary>Forgets what was played and has ended.</summary>
    public void Tidy(long sample)
    {
        waiting.RemoveRange(0, first);
        first = 0;
        int kept = 0;
        for (int i = 0; i < sounding.Count; i++)
        {
            if (sounding[i].End > sample)
            {
                sounding[kept++] = sounding[i];
            }
        }

        sounding.RemoveRange(kept, sounding.Count - kept);
    }

    /// <summary>A scene change: what sounds is faded by it, and what waits does not come, but for stingers.</summary>
    public void Cut(int stingerLayer)
    {
        sounding.Clear();
        DropWaiting(stingerLayer);
    }

    /// <summary>The bar ends early: what waits does not come, but for stingers.</summary>
    public void DropWaiting(int stingerLayer)
    {
        int kept = 0;
        for (int i = first; i < waiting.Count; i++)
        {
            if (waiting[i].Layer == stingerLayer)
            {
                waiting[kept++] = waiting[i];
            }
        }

        waiting.RemoveRange(kept, waiting.Count - kept);
        first = 0;
    }

    /// <summary>Takes a layer's waiting notes at or after a sample away.</summary>
    public void Remove(int layer, long fromSample)
    {
        int kept = first;
        for (int i = first; i < waiting.Count; i++)
        {
            if (waiting[i].Layer != layer || waiting[i].Sample < fromSample)
            {
                waiting[kept++] = waiting[i];
            }
        }

        waiting.RemoveRange(kept, waiting.Count - kept);
    }

    /// <summary>Directives for the notes that sound, with what is left of each.</summary>
    public void Restate(long sample, List<Directive> directives)
    {
        foreach (TimedNote note in sounding)
        {
            if (note.Sample < sample && note.End > sample)
            {
                directives.Add((note with { Sample = sample, Length = note.End - sample }).ToDirective());
            }
        }
    }

    /// <summary>Takes over what stingers have left to play, on the stinger layer of another version of the map.</summary>
    public void TakeOver(Stage before, Repertoire repertoire)
    {
        NoteQueue other = before.Notes;
        for (int i = other.first; i < other.waiting.Count; i++)
        {
            TimedNote note = other.waiting[i];
            if (note.Layer == before.Repertoire.StingerLayer)
            {
                int instrument = repertoire.Instrument(before.Repertoire.Instruments[note.Instrument]);
                waiting.Add(note with
                {
                    Layer = repertoire.StingerLayer,
                    Instrument = instrument,
                });
            }
        }
    }
}
