namespace SessionService.Grains.Messages;

/// <summary>A beat, told ahead of its sounding.</summary>
[GenerateSerializer, Immutable, Alias("beat")]
public sealed record BeatMessage
{
    /// <summary>Its sample.</summary>
    [Id(0)]
    public long Sample { get; init; }

    /// <summary>Bar, from 1.</summary>
    [Id(1)]
    public int Bar { get; init; }

    /// <summary>Beat, from 1.</summary>
    [Id(2)]
    public int Beat { get; init; }

    /// <summary>Scene it belongs to.</summary>
    [Id(3)]
    public string Scene { get; init; } = "";

    /// <summary>Lead-sheet symbol of the harmony.</summary>
    [Id(4)]
    public string Chord { get; init; } = "";

    /// <summary>Quarter notes a minute.</summary>
    [Id(5)]
    public double Bpm { get; init; }
}

/// <summary>Words for what is heard.</summary>
[GenerateSerializer, Immutable, Alias("caption")]
public sealed record CaptionMessage
{
    /// <summary>When it is heard.</summary>
    [Id(0)]
    public long Sample { get; init; }

    /// <summary>English text.</summary>
    [Id(1)]
    public string Text { get; init; } = "";
}

/// <summary>A cue sounded, or will sound, later than was acknowledged.</summary>
[GenerateSerializer, Immutable, Alias("late")]
public sealed record LateMessage
{
    /// <summary>Id of the command.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>The cue as acknowledged.</summary>
    [Id(1)]
    public CueMessage Cue { get; init; } = new();

    /// <summary>How much later, in samples.</summary>
    [Id(2)]
    public long LateBySamples { get; init; }
}

/// <summary>Audio was left out.</summary>
[GenerateSerializer, Immutable, Alias("skipped")]
public sealed record SkippedMessage
{
    /// <summary>First sample that is missing.</summary>
    [Id(0)]
    public long FromSample { get; init; }

    /// <summary>First sample that is there again.</summary>
    [Id(1)]
    public long ToSample { get; init; }
}

/// <summary>How the session is doing.</summary>
[GenerateSerializer, Immutable, Alias("stats")]
public sealed record StatsMessage
{
    /// <summary>Rendered audio ahead of what should be playing, milliseconds.</summary>
    [Id(0)]
    public double LeadMs { get; init; }

    /// <summary>Subscriptions and listeners of the session on its silo.</summary>
    [Id(1)]
    public int Listeners { get; init; }

    /// <summary>Samples rendered since the session was loaded.</summary>
    [Id(2)]
    public long RenderedSamples { get; init; }

    /// <summary>Processor time they took, milliseconds.</summary>
    [Id(3)]
    public double CpuMs { get; init; }

    /// <summary>Late cues since the session was loaded.</summary>
    [Id(4)]
    public long LateCues { get; init; }

    /// <summary>Slices that were ready after they should have played.</summary>
    [Id(5)]
    public long DeadlineMisses { get; init; }

    /// <summary>Bars of layers that a model was to write and wrote.</summary>
    [Id(6)]
    public long ModelBars { get; init; }

    /// <summary>Bars of layers that a model was to write and the rules wrote.</summary>
    [Id(7)]
    public long RuleBars { get; init; }
}
