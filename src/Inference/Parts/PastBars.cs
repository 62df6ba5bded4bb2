using SessionService.Inference.Score;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>
/// The bars before as lines, as they were played and as the rules alone would have written them: what repeats in the rules'
/// version is what the scene's motif plan repeats.
/// </summary>
internal sealed class PastBars
{
    private readonly List<(ComposedBar Bar, BarLine?[] Played, BarLine?[] Ruled)> bars = [];

    /// <summary>Reads the bars that end right before a bar, as far back as metre and key are its own.</summary>
    /// <param name="lines">Reads lines, or knows them.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="ruled">How many of the latest bars are to be known as the rules have them.</param>
    public PastBars(LineCache lines, PartRequest request, int ruled)
    {
        BarContext now = request.Draft.Context;
        int first = request.History.Count;
        while (first > 0 && Fits(request.History[first - 1].Context, now, request.History.Count - first + 1))
        {
            first--;
        }

        BarLine?[]? played = null;
        BarLine?[]? own = null;
        for (int i = first; i < request.History.Count; i++)
        {
            ComposedBar bar = request.History[i];
            played = lines.Played(bar, played);
            own = request.History.Count - i <= ruled ? lines.Ruled(bar, own) : null;
            bars.Add((bar, played, own ?? new BarLine?[Tokenizer.Roles]));
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => bars.Count;

    /// <summary>A bar as it was played.</summary>
    /// <param name="back">1 for the bar before, up to <see cref="Count"/>.</param>
    public ComposedBar Bar(int back) => bars[^back].Bar;

    /// <summary>A role's line as it was played; null where it was silent.</summary>
    public BarLine? Played(int back, int role) => back <= bars.Count ? bars[^back].Played[role] : null;

    /// <summary>A role's line as the rules alone have it; null where it is silent, or farther back than is known.</summary>
    public BarLine? Ruled(int back, int role) => back <= bars.Count ? bars[^back].Ruled[role] : null;

    private static bool Fits(BarContext then, BarContext now, int back) =>
        then.Bar == now.Bar - back && then.Metre == now.Metre && then.Key.Tonic == now.Key.Tonic
        && then.Key.Mode.IsMinor() == now.Key.Mode.IsMinor();
}
