namespace SessionService.Inference.Score;

/// <summary>
/// Follows a sequence token by token: which role is being written, up to where, over which chord, and the ten numbers the model
/// is told with each token. They follow from the tokens alone. Pushing allocates nothing. The reference is
/// <c>training/scoremodel/features.py</c>.
/// </summary>
public sealed class ScoreState
{
    private const int KeptBars = 9;
    private const int MostEvents = 74;
    private const int Rests = 81;

    private readonly Tokenizer words;
    private readonly int below;
    private readonly ScoreEvent[] events = new ScoreEvent[KeptBars * Tokenizer.Roles * MostEvents];
    private readonly short[] counts = new short[KeptBars * Tokenizer.Roles];
    private readonly int[] chords = new int[2];
    private readonly int[] lastPitch = new int[Tokenizer.Roles];
    private readonly bool[] sounding = new bool[Tokenizer.Roles];
    private readonly bool[] carried = new bool[Tokenizer.Roles];
    private int bars;
    private int chordCount;
    private int copyLine;

    /// <summary>A state before the first token.</summary>
    public ScoreState(Tokenizer words)
    {
        this.words = words;
        below = words.Lowest - 1;
        Reset();
    }

    /// <summary>The metre.</summary>
    public ScoreMetre Metre { get; private set; } = null!;

    /// <summary>The role being written; -1 outside one.</summary>
    public int Role { get; private set; }

    /// <summary>Tick of the bar where the next event begins.</summary>
    public int Tick { get; private set; }

    /// <summary>Ticks before this bar.</summary>
    public int Elapsed { get; private set; }

    /// <summary>Class of density asked for; -1 for none.</summary>
    public int Density { get; private set; }

    /// <summary>Register asked for; -1 for none.</summary>
    public int Register { get; private set; }

    /// <summary>Whether an event waits for its duration.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether a copy word is in force.</summary>
    public bool Copies => copyLine >= 0;

    /// <summary>Whether the copy in force copies pitches too.</summary>
    public bool CopiesExactly { get; private set; }

    /// <summary>Whether the role has filled its bar.</summary>
    public bool IsDone => Role >= 0 && !IsOpen && Tick >= Metre.Ticks;

    /// <summary>Events of the role in this bar so far.</summary>
    public ReadOnlySpan<ScoreEvent> Events => EventsOf(Role);

    /// <summary>Number of the chord at the tick; 0 for none.</summary>
    public int Chord => Role < 0 || Tick >= Metre.Ticks || chordCount < 2 ? 0 : chords[Tick < Metre.SecondChordAt ? 0 : 1];

    /// <summary>The latest pitch of the role; 0 for none.</summary>
    public int Anchor => lastPitch[Role];

    /// <summary>Whether the role's last note reached the end of the bar before.</summary>
    public bool IsCarried => carried[Role];

    /// <summary>Events of a role in this bar; none where it is not in it.</summary>
    public ReadOnlySpan<ScoreEvent> EventsOf(int role) => Line(LineOf(bars - 1, role));

    /// <summary>Back to before the first token.</summary>
    public void Reset()
    {
        Metre = words.Metres[0];
        (bars, chordCount, copyLine) = (0, 0, -1);
        (Role, Tick, Elapsed, Density, Register) = (-1, 0, -1, -1, -1);
        (IsOpen, CopiesExactly) = (false, false);
        Array.Clear(lastPitch);
        Array.Clear(sounding);
        Array.Clear(carried);
    }

    /// <summary>The note before does not go on into this bar: it has been let go already.</summary>
    public void LetGo() => carried[Role] = false;

    /// <summary>Takes one token.</summary>
    /// <param name="token">Its id.</param>
    /// <param name="row">Takes its <see cref="Tokenizer.RowWidth"/> numbers.</param>
    public void Push(int token, Span<short> row)
    {
        int interval = 0;
        if (words.IsMusic(token))
        {
            interval = Music(token);
        }
        else if (token == words.Bar)
        {
            BeginBar();
        }
        else if (token >= words.MetreFirst && token < words.MetreFirst + words.Metres.Count)
        {
            Metre = words.Metres[token - words.MetreFirst];
        }
        else if (token >= words.ChordNone && token < words.RoleFirst && chordCount < 2)
        {
            chords[chordCount++] = token - words.ChordNone;
        }
        else
        {
            Control(token);
        }

        Describe(token, interval, row);
    }

    /// <summary>The pitch of another role of this bar at the tick; 0 for none.</summary>
    public int PitchIn(int role) => TryAt(LineOf(bars - 1, role), Tick, out ScoreEvent found) ? found.Pitch : 0;

    /// <summary>The pitch of a role at the strong beat before the tick, in this bar or the last of the one before; 0 for none.</summary>
    public int PitchOnStrongBefore(int role)
    {
        int tick = Metre.StrongBefore(Tick);
        return TryAt(LineOf(tick < Tick ? bars - 1 : bars - 2, role), tick, out ScoreEvent found) ? found.Pitch : 0;
    }

    /// <summary>The event of the copied bar that begins at the tick.</summary>
    public bool TryCopied(out ScoreEvent found)
    {
        found = default;
        foreach (ScoreEvent one in Copies ? Line(copyLine) : [])
        {
            if (one.Onset == Tick)
            {
                found = one;
                return true;
            }
        }

        return false;
    }

    private static int LineOf(int bar, int role) => bar < 0 || role < 0 ? -1 : (bar % KeptBars * Tokenizer.Roles) + role;

    private ReadOnlySpan<ScoreEvent> Line(int line) =>
        line < 0 ? [] : events.AsSpan(line * MostEvents, Math.Max(0, (int)counts[line]));

    private void BeginBar()
    {
        for (int role = 0; role < Tokenizer.Roles; role++)
        {
            carried[role] = sounding[role] && bars > 0 && counts[LineOf(bars - 1, role)] >= 0;
            counts[LineOf(bars, role)] = -1;
        }

        Elapsed = Elapsed < 0 ? 0 : Elapsed + Metre.Ticks;
        bars++;
        (chordCount, Role, copyLine, IsOpen) = (0, -1, -1, false);
    }

    private void Control(int token)
    {
        if (words.IsRole(token))
        {
            (Role, Tick, Density, Register) = (token - words.RoleFirst, 0, -1, -1);
            (copyLine, IsOpen) = (-1, false);
            counts[LineOf(bars - 1, Role)] = 0;
            sounding[Role] = false;
        }
        else if (token >= words.DensityFirst && token < words.RegisterFirst)
        {
            Density = token - words.DensityFirst;
        }
        else if (token >= words.RegisterFirst && token < words.CopyFirst)
        {
            Register = token - words.RegisterFirst;
        }
        else if (words.IsCopy(token))
        {
            (int back, bool exact) = words.CopyOf(token);
            int line = back < Math.Min(bars, KeptBars) ? LineOf(bars - 1 - back, Role) : -1;
            (copyLine, CopiesExactly) = Line(line).IsEmpty ? (-1, false) : (line, exact);
        }
    }

    private int Music(int token)
    {
        if (token == words.Rest)
        {
            Open(ScoreEventKind.Rest, 0, 0);
        }
        else if (token == words.Hold)
        {
            Open(ScoreEventKind.Hold, lastPitch[Role], 0);
        }
        else if (words.IsPitch(token))
        {
            int pitch = words.PitchOf(token);
            int anchor = lastPitch[Role];
            int interval = anchor == 0 ? 0 : Math.Clamp(pitch - anchor, -24, 24) + 25;
            Open(ScoreEventKind.Note, pitch, interval);
            lastPitch[Role] = pitch;
            return interval;
        }
        else if (IsOpen)
        {
            int line = LineOf(bars - 1, Role);
            ref ScoreEvent last = ref events[(line * MostEvents) + counts[line] - 1];
            last = last with { Ticks = (byte)words.DurationOf(token) };
            Tick += last.Ticks;
            sounding[Role] = last.Kind != ScoreEventKind.Rest && Tick >= Metre.Ticks;
            IsOpen = false;
        }

        return 0;
    }

    private void Open(ScoreEventKind kind, int pitch, int interval)
    {
        int line = LineOf(bars - 1, Role);
        if (counts[line] == MostEvents)
        {
            throw new InvalidOperationException("A bar has more events than its ticks allow.");
        }

        events[(line * MostEvents) + counts[line]++] = new ScoreEvent((byte)Tick, 0, kind, (byte)pitch, (byte)interval);
        IsOpen = true;
    }

    private bool TryAt(int line, int tick, out ScoreEvent found)
    {
        foreach (ScoreEvent one in Line(line))
        {
            if (one.Onset <= tick && tick < one.Onset + one.Ticks)
            {
                found = one;
                return true;
            }
        }

        found = default;
        return false;
    }

    private void Describe(int token, int interval, Span<short> row)
    {
        row[..Tokenizer.RowWidth].Clear();
        row[0] = (short)token;
        row[1] = (short)interval;
        if (Role < 0)
        {
            return;
        }

        int tick = Math.Min(Tick, Metre.Ticks);
        row[2] = (short)(1 + (tick / 2));
        row[3] = (short)(1 + ((Metre.Ticks - tick) / 2));
        row[4] = (short)Chord;
        if (TryAt(copyLine, Tick, out ScoreEvent copied))
        {
            row[5] = (short)(copied.Pitch > 0 ? copied.Pitch - below : Rests);
            row[6] = copied.Onset == Tick ? copied.Interval : (short)0;
        }

        row[7] = Over(Role == Tokenizer.Bass ? 0 : PitchIn(Tokenizer.Bass));
        row[8] = Over(Role is Tokenizer.Bass or Tokenizer.Melody ? 0 : PitchIn(Tokenizer.Melody));
        row[9] = Over(lastPitch[Role]);
    }

    private short Over(int pitch) => (short)(pitch > 0 ? pitch - below : 0);
}
