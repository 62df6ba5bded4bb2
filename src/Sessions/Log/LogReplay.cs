using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Log;

/// <summary>Feeds log entries to an engine whose head stands at each entry's sample.</summary>
internal static class LogReplay
{
    /// <summary>Applies one entry.</summary>
    /// <param name="engine">Stands at <see cref="LogEntry.AtSample"/>.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="rendering">Whether the engine renders; a restored one keeps no renderer, so it need not resume.</param>
    /// <returns>The answer, for entries that were commands; null otherwise.</returns>
    /// <exception cref="InvalidDataException">The entry cannot be understood.</exception>
    public static Acknowledgement? Apply(SessionEngine engine, LogEntry entry, bool rendering)
    {
        if (engine.Head != entry.AtSample)
        {
            throw new InvalidDataException(
                $"Log entry {entry.Sequence} is at sample {entry.AtSample}, but the engine stands at {engine.Head}.");
        }

        switch (entry.Kind)
        {
            case LogKinds.Command:
                return engine.Apply(LogJson.ReadCommand(entry.Payload));
            case LogKinds.Version:
                VersionPayload version = LogJson.Read<VersionPayload>(entry.Payload);
                return engine.MoveTo(version.Id, version.Version, ReadMap(version.Map));
            case LogKinds.Resumed:
                if (rendering)
                {
                    engine.ResumeHere();
                }

                return null;
            case LogKinds.Renewed:
                if (rendering)
                {
                    engine.Renew(LogJson.Read<RenewalPlan>(entry.Payload));
                }

                return null;
            case LogKinds.Written:
                engine.Offer(LogJson.Read<WrittenPayload>(entry.Payload).ToPart());
                return null;
            case LogKinds.Created or LogKinds.Parked or LogKinds.Taken or LogKinds.Closed:
                return null;
            default:
                throw new InvalidDataException($"Log entry {entry.Sequence} has the unknown kind '{entry.Kind}'.");
        }
    }

    /// <summary>The version of the engine that plays from an entry on; null for entries that do not say.</summary>
    public static int? EngineOf(LogEntry entry) => entry.Kind switch
    {
        LogKinds.Created => LogJson.Read<CreatedPayload>(entry.Payload).Engine,
        LogKinds.Resumed or LogKinds.Taken => LogJson.Read<PlayerPayload>(entry.Payload).Engine,
        _ => null,
    };

    /// <summary>Which recorded instruments play from an entry on, null for none; for entries that do not say, no value.</summary>
    public static (bool Says, string? Samples) SamplesOf(LogEntry entry) => entry.Kind switch
    {
        LogKinds.Created => (true, LogJson.Read<CreatedPayload>(entry.Payload).Samples),
        LogKinds.Resumed or LogKinds.Taken => (true, LogJson.Read<PlayerPayload>(entry.Payload).Samples),
        _ => (false, null),
    };

    /// <summary>Reads a map that was accepted before.</summary>
    /// <exception cref="InvalidDataException">It no longer reads.</exception>
    public static AdaptiveMap ReadMap(string json)
    {
        AdaptiveMapResult result = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(json));
        return result.Map ?? throw new InvalidDataException(
            $"A stored adaptive map is not valid: {result.Faults[0].Path}: {result.Faults[0].Message}");
    }
}
