using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Sessions.Writing;
using SessionService.Synthesis.Sampled;

namespace SessionService.Sessions.Engine;

/// <content>Parts of bars that are written ahead by something else than the rules.</content>
public sealed partial class SessionEngine
{
    private readonly BarMemory memory;
    private readonly BarScore draft = new();
    private readonly List<int> modelLayers = [];
    private readonly List<int> soundLayers = [];
    private readonly SoundShelf sounds;

    /// <summary>
    /// Keeps what was written ahead for a bar to come; must be logged, since it is heard where the bar turns out as expected.
    /// </summary>
    /// <param name="part">What was written. A sound whose decoder is not here is left out, and the rules write the bar.</param>
    /// <param name="sound">The sound that was made of its codes; null where there are none, or to make it here.</param>
    /// <exception cref="ArgumentException">It cannot be played.</exception>
    public void Offer(WrittenPart part, LayerSound? sound = null)
    {
        if (!sounds.CanPlay(part))
        {
            return;
        }

        Performance.Offer(part);
        if (part.Sound is not null)
        {
            sounds.Keep(part, sound ?? (renderer is null ? null : sounds.Make(part)));
        }
    }

    /// <summary>Makes the sound of a part ahead of offering it, on any thread; null for notes, and where its decoder is not here.</summary>
    internal LayerSound? MakeSound(WrittenPart part) => part.Sound is not null && sounds.CanPlay(part) ? sounds.Make(part) : null;

    /// <summary>What an audio-token model can be asked of the next bar; null where no layer of it is one's.</summary>
    internal BarQuestion? SoundQuestion()
    {
        soundLayers.Clear();
        BarContext context = Performance.ExpectNext(soundLayers, LayerWriter.Codec);
        if (soundLayers.Count == 0 || context.Role == BarRole.Bridge)
        {
            return null;
        }

        composer.Compose(context, draft);
        var bar = new ComposedBar(context, [.. draft.Chords], []);
        WrittenPart[] before = [.. soundLayers.Select(layer => sounds.Before(layer, context.Bar)).OfType<WrittenPart>()];
        return new BarQuestion(Performance.NextBarLine, bar, [.. soundLayers], []) { Sounds = before };
    }

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
