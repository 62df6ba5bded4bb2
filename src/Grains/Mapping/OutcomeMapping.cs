using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Mapping;

/// <summary>Outcomes between their own type and the wire.</summary>
internal static class OutcomeMapping
{
    public static OutcomeMessage<TMessage> ToMessage<T, TMessage>(this Outcome<T> outcome, Func<T, TMessage> map)
        where TMessage : class =>
        outcome.Refusal is { } refusal
            ? new OutcomeMessage<TMessage> { Refusal = refusal, Faults = outcome.Faults.ToMessages() }
            : new OutcomeMessage<TMessage> { Value = map(outcome.Value!) };

    public static Outcome<T> ToOutcome<T, TMessage>(this OutcomeMessage<TMessage> outcome, Func<TMessage, T> map)
        where TMessage : class =>
        outcome.Refusal is { } refusal
            ? Outcome<T>.Refused(refusal, outcome.Faults.ToFaults())
            : Outcome<T>.Ok(map(outcome.Value!));

    public static FaultMessage[] ToMessages(this IEnumerable<Fault> faults) =>
        [.. faults.Select(fault => new FaultMessage { Path = fault.Path, Message = fault.Message })];

    public static Fault[] ToFaults(this IEnumerable<FaultMessage> faults) =>
        [.. faults.Select(fault => new Fault(fault.Path, fault.Message))];
}
