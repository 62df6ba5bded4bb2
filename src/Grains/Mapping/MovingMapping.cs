using SessionService.Grains.Messages;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Mapping;

/// <summary>Sessions that move, between their own types and the wire.</summary>
internal static class MovingMapping
{
    public static LearnMessage ToMessage(this MovingPart part, MovingPlace place, MovingStand? stand = null) => new()
    {
        Tenant = part.Session.Tenant.Value,
        Session = part.Session.Id,
        BornSequence = part.BornSequence,
        Encodings =
            [.. part.Encodings.Select(encoding => new EncodingMessage { Format = encoding.Format, Streams = encoding.Streams })],
        Sequence = place.Sequence,
        Sample = place.Sample,
        Stand = stand is null ? null : new StandMessage { Reserved = stand.Reserved, Lead = stand.Lead, At = stand.At },
    };

    public static MovingPart ToPart(this LearnMessage message) => new(
        new SessionKey(new TenantId(message.Tenant), message.Session), message.BornSequence,
        [.. message.Encodings.Select(encoding => new ListenRequest(encoding.Format, encoding.Streams, null))]);

    public static MovingPlace ToPlace(this LearnMessage message) => new(message.Sequence, message.Sample);

    public static MovingStand? ToStand(this LearnMessage message) => message.Stand is { } stand
        ? new MovingStand(message.ToPlace(), stand.Reserved, stand.Lead, stand.At)
        : null;
}
