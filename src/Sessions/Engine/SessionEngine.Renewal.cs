using System.Runtime.InteropServices;

namespace SessionService.Sessions.Engine;

/// <content>Beginning anew in the middle of the music, unheard.</content>
public sealed partial class SessionEngine
{
    private Renewal? renewal;

    /// <summary>
    /// Lets a renderer that begins at <see cref="Head"/> take over after a lead-in; must be logged, since it is heard, if
    /// hardly. A renewal under way is replaced.
    /// </summary>
    /// <param name="plan">How long it takes.</param>
    /// <exception cref="InvalidOperationException">Nothing is being rendered.</exception>
    public void Renew(RenewalPlan plan)
    {
        if (renderer is null)
        {
            throw new InvalidOperationException("An engine that does not render has nothing to renew.");
        }

        renewal = new Renewal(RendererHere(), plan);
    }

    /// <summary>
    /// Makes a fresh renderer at <see cref="Head"/> at its full level: the one that <see cref="Renew"/> makes on an engine that
    /// is heard. What it renders is what that engine's listeners hear once the renewal is done.
    /// </summary>
    public void BeginHere()
    {
        Park();
        renderer = RendererHere();
        fadeInFrom = long.MinValue;
    }

    private void Schedule()
    {
        ReadOnlySpan<Music.Performance.Directive> span = CollectionsMarshal.AsSpan(directives);
        renderer!.Schedule(span);
        renewal?.Next.Schedule(span);
    }

    private void Play(int frames, Span<float> mix, Span<float> stems)
    {
        renderer!.Process(frames, mix, stems);
        if (renewal is null)
        {
            return;
        }

        renewal.Apply(frames, mix, stems);
        if (renewal.Done)
        {
            renderer = renewal.Next;
            renewal = null;
        }
    }
}
