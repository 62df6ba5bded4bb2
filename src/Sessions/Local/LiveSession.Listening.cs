using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Local;

/// <content>Listeners: the first one starts the clock, the last one stops it.</content>
internal sealed partial class LiveSession : IRenderJob
{
    /// <summary>Adds a listener.</summary>
    /// <param name="request">What it wants.</param>
    /// <param name="listener">The listener; null where there are too many.</param>
    /// <returns>False where the session has ended and must be loaded anew.</returns>
    public bool TryListen(ListenRequest request, out IListener? listener)
    {
        lock (gate)
        {
            listener = null;
            if (Still)
            {
                return false;
            }

            Touch();
            long end = outbound.PublishedEnd(engine.Next);
            long live = clock.Running ? clock.Live() : end;
            Listener? added = fanOut.Add(request, live, end, StreamNames(request.Streams), Depart);
            listener = added;
            if (added is not null && !clock.Running)
            {
                clock.Anchor(added.FirstSample);
                lead.Fill();
            }
        }

        if (listener is not null)
        {
            surroundings.Pool.Add(this);
        }

        return true;
    }

    private void Depart(Listener listener)
    {
        lock (gate)
        {
            if (fanOut.Remove(listener) && fanOut.Count == 0)
            {
                standing?.TrySetCanceled();
                standing = null;
                clock.Stop();
                Touch();
            }
        }
    }

    private List<(int Index, string Name)> StreamNames(StreamSelection selection)
    {
        if (selection == StreamSelection.Mix)
        {
            return [(0, "mix")];
        }

        List<(int, string)> names = [];
        foreach (var layer in engine.Performance.Layers)
        {
            names.Add((names.Count + 1, layer.Name));
        }

        names.Add((names.Count + 1, "space"));
        return names;
    }
}
