using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Sessions.Writing;

namespace SessionService.Sessions.Engine;

/// <content>Parts of bars that are written ahead by something else than the rules.</content>
public sealed partial class SessionEngine
{
    private readonly BarMemory memory;
    private readonly BarScore draft = new();
    private readonly List<int> modelLayers = [];

    /// <summary>
    /// Keeps what was written ahead for a bar to come; must be logged, since it is heard where the bar turns out as expected.
    /// </summary>
    /// <param name="part">What was written.</param>
    /// <exception cref="ArgumentException">It cannot be played.</exception>
    public void Offer(WrittenPart part) => Performance.Offer(part);

    /// <summary>What a model can be asked of the next bar; null where no layer of it is a model's.</summary>
    internal BarQuestion? Question()
    {
        modelLayers.Clear();
        BarContext context = Performance.ExpectNext(modelLayers);
        memory.On = modelLayers.Count > 0;
        if (!memory.On || context.Role == BarRole.Bridge)
        {
            // Tempo and key are on their way in a bridge: the rules know how.
            return null;
        }

        composer.Compose(context, draft);
        var bar = new ComposedBar(context, [.. draft.Chords], [.. draft.Notes]);
        return new BarQuestion(Performance.NextBarLine, bar, [.. modelLayers], memory.Latest());
    }
}
