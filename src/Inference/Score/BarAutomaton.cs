namespace SessionService.Inference.Score;

/// <summary>
/// Which tokens may follow, so that no bar is ever short, long or off the grid. The reference is
/// <c>training/scoremodel/automaton.py</c>.
/// </summary>
public static class BarAutomaton
{
    /// <summary>Marks the music tokens that may come next.</summary>
    /// <param name="words">The words.</param>
    /// <param name="state">Where the sequence is: inside a role that has not filled its bar.</param>
    /// <param name="allowed">One flag for each word; cleared, then set.</param>
    /// <returns>How many are set; 0 where the host's next control is due.</returns>
    public static int Allow(Tokenizer words, ScoreState state, Span<bool> allowed)
    {
        allowed.Clear();
        if (state.Role < 0 || state.IsDone)
        {
            return 0;
        }

        if (state.IsOpen)
        {
            return AllowDurations(words, state, allowed);
        }

        allowed[words.PitchFirst..].Fill(true);
        int count = allowed.Length - words.PitchFirst;
        ReadOnlySpan<ScoreEvent> events = state.Events;
        if (events.IsEmpty || events[^1].Kind != ScoreEventKind.Rest)
        {
            allowed[words.Rest] = true;
            count++;
        }

        if (state.Tick == 0 && state.IsCarried && state.Anchor > 0)
        {
            allowed[words.Hold] = true;
            count++;
        }

        return count;
    }

    /// <summary>Marks the tokens that the copy in force leaves; an exact copy leaves one.</summary>
    /// <param name="words">The words.</param>
    /// <param name="state">Where the sequence is.</param>
    /// <param name="copied">One flag for each word; cleared, then set.</param>
    /// <returns>Whether a copy is in force here.</returns>
    public static bool Copy(Tokenizer words, ScoreState state, Span<bool> copied)
    {
        copied.Clear();
        if (!state.Copies || !state.TryCopied(out ScoreEvent there))
        {
            return false;
        }

        if (state.IsOpen)
        {
            copied[words.DurationToken(there.Ticks)] = true;
        }
        else if (there.Kind == ScoreEventKind.Rest)
        {
            copied[words.Rest] = true;
        }
        else if (there.Kind == ScoreEventKind.Hold && state.IsCarried)
        {
            copied[words.Hold] = true;
        }
        else if (state.CopiesExactly)
        {
            copied[words.PitchToken(there.Pitch)] = true;
        }
        else
        {
            copied[words.PitchFirst..].Fill(true);
        }

        return true;
    }

    private static int AllowDurations(Tokenizer words, ScoreState state, Span<bool> allowed)
    {
        int left = state.Metre.Ticks - state.Tick;
        int count = 0;
        for (int ticks = 2; ticks <= left; ticks += 2)
        {
            if (ticks == left || words.OnGrid(state.Tick + ticks))
            {
                allowed[words.DurationToken(ticks)] = true;
                count++;
            }
        }

        return count;
    }
}
