using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Writing;

namespace SessionService.Sessions.Offline;

/// <summary>Has a model write each bar ahead and waits for it: offline nothing is late.</summary>
/// <param name="writer">The model that writes notes; null for none.</param>
/// <param name="sounds">The model that writes sound; null for none.</param>
internal sealed class OfflineWriter(IPartWriter? writer, IPartWriter? sounds)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private int asked = -1;

    /// <summary>Asks for the next bar, where something else is expected of it than was asked for.</summary>
    public void WriteAhead(SessionEngine engine)
    {
        if (engine.Performance.Expected == asked)
        {
            return;
        }

        asked = engine.Performance.Expected;
        Ask(engine, writer, writer is null ? null : engine.Question());
        Ask(engine, sounds, sounds is null ? null : engine.SoundQuestion());
    }

    private static void Ask(SessionEngine engine, IPartWriter? writer, BarQuestion? question)
    {
        if (writer is null || question is null)
        {
            return;
        }

        PartRequest request = new()
        {
            Tenant = "offline",
            Session = "offline",
            Within = Patience,
            Draft = question.Draft,
            Layers = question.Layers,
            History = question.History,
            Sample = question.Sample,
            Sounds = question.Sounds,
        };
        foreach (WrittenPart part in writer.WriteAsync(request, CancellationToken.None).GetAwaiter().GetResult().Parts)
        {
            engine.Offer(part);
        }
    }
}
