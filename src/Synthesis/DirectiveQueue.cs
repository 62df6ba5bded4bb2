using SessionService.Music.Performance;

namespace SessionService.Synthesis;

/// <summary>
/// Directives that wait for their sample: a ring of fixed size. When it is nearly full the newest notes are dropped and
/// counted; the last places are kept for everything else, so that a flood of notes cannot lose a scene change.
/// </summary>
internal sealed class DirectiveQueue
{
    /// <summary>Directives that can wait.</summary>
    public const int Capacity = 8192;

    /// <summary>Places notes may not take.</summary>
    public const int Reserve = 1024;

    private readonly Directive[] ring = new Directive[Capacity];
    private int head, count;

    /// <summary>Directives dropped because the queue was full.</summary>
    public long Dropped { get; private set; }

    /// <summary>Sample of the next directive; <see cref="long.MaxValue"/> where none waits.</summary>
    public long NextSample => count == 0 ? long.MaxValue : ring[head].Sample;

    /// <summary>Sample of the last directive; <see cref="long.MinValue"/> where none waits.</summary>
    public long LastSample => count == 0 ? long.MinValue : ring[(head + count - 1) % Capacity].Sample;

    /// <summary>Adds a directive at the end, or drops it.</summary>
    public void Add(in Directive directive)
    {
        if (count >= (directive.Kind == DirectiveKind.Note ? Capacity - Reserve : Capacity))
        {
            Dropped++;
            return;
        }

        ring[(head + count++) % Capacity] = directive;
    }

    /// <summary>Takes the next directive.</summary>
    public Directive Take()
    {
        Directive directive = ring[head];
        head = (head + 1) % Capacity;
        count--;
        return directive;
    }
}
