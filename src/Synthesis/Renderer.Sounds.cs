using SessionService.Music.Performance;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis;

/// <content>Sounds that were made elsewhere: they join a layer behind its colours and before its level.</content>
public sealed partial class Renderer
{
    private readonly ISoundTape? tape;
    private readonly TapeDeck[] decks = [];

    private void StartSound(in Directive directive)
    {
        if (tape?.Find(directive.Target, directive.Instrument) is { } sound)
        {
            decks[directive.Target].Begin(sound, (long)directive.Value, directive.Length);
        }
    }

    private void CutSounds(long length)
    {
        foreach (TapeDeck deck in decks)
        {
            deck.Cut(length);
        }
    }

    /// <summary>Adds the layers' sounds.</summary>
    /// <param name="heard">Bit n is set for layers that are heard.</param>
    /// <param name="count">Samples.</param>
    /// <returns>The same with the layers that have a sound.</returns>
    private uint AddSounds(uint heard, int count)
    {
        for (int layer = 0; layer < decks.Length; layer++)
        {
            if (!decks[layer].Active)
            {
                continue;
            }

            if ((heard & (1u << layer)) == 0)
            {
                pool.Sums.Clear(layer);
                heard |= 1u << layer;
            }

            decks[layer].Add(pool.Sums.Left(layer)[..count], pool.Sums.Right(layer)[..count]);
        }

        return heard;
    }
}
