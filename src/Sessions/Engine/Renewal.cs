using SessionService.Synthesis;

namespace SessionService.Sessions.Engine;

/// <summary>How a renderer gives way to one that began later; part of the stored log, since it is heard.</summary>
/// <param name="LeadIn">Samples that the later one plays unheard, until it sounds as the earlier one does.</param>
/// <param name="Fade">Samples over which it then takes the place of the earlier one.</param>
public sealed record RenewalPlan(int LeadIn, int Fade)
{
    /// <summary>
    /// 8 s and 1 s: every note that is held less long, every echo and the reverberation are then in both, and the leveller,
    /// which works in 3 s, has found its place.
    /// </summary>
    public static readonly RenewalPlan Standard = new(384_000, 48_000);
}

/// <summary>
/// Two renderers of the same music: the one that is heard, and one that began in the middle of it. Both are told the same, so
/// that after a while they sound the same, and the second takes over. What is heard from then on depends on nothing before
/// the second one's beginning, so another machine can make it again by rendering from there.
/// </summary>
internal sealed class Renewal(Renderer next, RenewalPlan plan)
{
    private readonly long takesOver = next.Position + plan.LeadIn;
    private float[] buffer = [];

    /// <summary>The renderer that takes over.</summary>
    public Renderer Next => next;

    /// <summary>Whether it has.</summary>
    public bool Done => next.Position >= takesOver + plan.Fade;

    /// <summary>Renders the second one and fades it into what the first one rendered.</summary>
    /// <param name="frames">Samples per channel.</param>
    /// <param name="mix">Interleaved stereo, changed in place.</param>
    /// <param name="stems">Empty, or the stems, one after the other, changed in place.</param>
    public void Apply(int frames, Span<float> mix, Span<float> stems)
    {
        long first = next.Position;
        int stemLength = first + frames > takesOver ? stems.Length : 0;
        if (buffer.Length < (2 * frames) + stemLength)
        {
            buffer = new float[(2 * frames) + stemLength];
        }

        Span<float> ownMix = buffer.AsSpan(0, 2 * frames);
        Span<float> ownStems = buffer.AsSpan(2 * frames, stemLength);
        next.Process(frames, ownMix, ownStems);
        if (first + frames <= takesOver)
        {
            return;
        }

        Fade(first, ownMix, mix);
        for (int at = 0; at < stemLength; at += 2 * frames)
        {
            Fade(first, ownStems.Slice(at, 2 * frames), stems.Slice(at, 2 * frames));
        }
    }

    // The two are nearly the same signal, so their gains sum to one.
    private void Fade(long first, ReadOnlySpan<float> own, Span<float> heard)
    {
        for (int i = 0; i < heard.Length / 2; i++)
        {
            float gain = Math.Clamp((first + i - takesOver) / (float)plan.Fade, 0f, 1f);
            heard[2 * i] = Between(heard[2 * i], own[2 * i], gain);
            heard[(2 * i) + 1] = Between(heard[(2 * i) + 1], own[(2 * i) + 1], gain);
        }
    }

    // Exactly the second at the end, whatever the first is.
    private static float Between(float first, float second, float gain) =>
        gain >= 1f ? second : (first * (1f - gain)) + (second * gain);
}
