using SessionService.Music.Styles;
using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// One kind of place with its level. When a scene moves elsewhere, what it is sent is faded to the next place and this one
/// rings out by itself.
/// </summary>
internal sealed class Place(RoomCharacter character)
{
    private readonly Reverb reverb = new(ReverbShape.Of(character));
    private readonly float[] heard = new float[2 * Voices.LaneRamp.Grid], sent = new float[Voices.LaneRamp.Grid];
    private Ramp decay, damping, level, share = new(0);
    private bool settled;

    /// <summary>The kind.</summary>
    public RoomCharacter Character { get; } = character;

    /// <summary>Takes over settings, and what is sent.</summary>
    /// <param name="settings">The room.</param>
    /// <param name="length">Samples the move takes; 0 jumps.</param>
    public void Enter(SpaceSettings settings, long length)
    {
        long move = reverb.Asleep ? 0 : length;
        decay.HeadFor((float)settings.DecaySeconds, move);
        damping.HeadFor((float)settings.Damping, move);
        level.HeadFor((float)settings.ReverbLevel, move);
        reverb.Early.HeadFor((float)(settings.EarlyLevel * 0.6), move);
        reverb.SetPreDelay(settings.PreDelayMs, move);
        share.HeadFor(1, length);
        settled = false;
    }

    /// <summary>Is sent nothing more after a while.</summary>
    /// <param name="length">Samples the fade takes; 0 jumps.</param>
    public void Leave(long length) => share.HeadFor(0, length);

    /// <summary>Moves what stands still between points of the control grid.</summary>
    public void OnGrid(long sample)
    {
        if (!settled)
        {
            reverb.SetDecay(decay.Value, damping.Value);
            settled = !decay.Moving && !damping.Moving;
            decay.Skip(Voices.LaneRamp.Grid);
            damping.Skip(Voices.LaneRamp.Grid);
        }

        reverb.OnGrid(sample);
    }

    /// <summary>Adds what the place answers.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent, mono.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="stem">Interleaved stereo, added to.</param>
    public void Process(long sample, ReadOnlySpan<float> input, bool silent, Span<float> stem)
    {
        bool nothing = silent || (share.Value == 0 && !share.Moving);
        if (nothing && reverb.Asleep)
        {
            share.Skip(input.Length);
            level.Skip(input.Length);
            reverb.Early.Skip(input.Length);
            return;
        }

        Span<float> own = sent.AsSpan(0, input.Length), answer = heard.AsSpan(0, stem.Length);
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = input[i] * share.Next();
        }

        reverb.Process(sample, own, nothing, answer);
        for (int i = 0; i < stem.Length; i += 2)
        {
            float loud = level.Next();
            stem[i] += answer[i] * loud;
            stem[i + 1] += answer[i + 1] * loud;
        }
    }
}
