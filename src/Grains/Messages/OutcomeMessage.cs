using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Messages;

/// <summary>An operation's value, or why there is none.</summary>
/// <typeparam name="T">Type of the value, a message.</typeparam>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public sealed record OutcomeMessage<T>
    where T : class
{
    /// <summary>The value; null where it was refused.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>Why it was refused; null on success.</summary>
    [Id(1)]
    public Refusal? Refusal { get; init; }

    /// <summary>What was wrong; empty on success.</summary>
    [Id(2)]
    public FaultMessage[] Faults { get; init; } = [];
}
