using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

namespace SessionService.Sessions.Offline;

/// <summary>Has a model write each bar ahead and waits for it: offline nothing is late.</summary>
/// <param name="writer">The model.</param>
internal sealed class OfflineWriter(IPartWriter writer)
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
        if (engine.Question() is not { } question)
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
        };
        foreach (WrittenPart part in writer.WriteAsync(request, CancellationToken.None).GetAwaiter().GetResult().Parts)
        {
            engine.Offer(part);
        }
    }
}
