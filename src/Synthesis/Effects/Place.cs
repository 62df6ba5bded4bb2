using SessionService.Music.Styles;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Effects;

/// <summary>
/// One kind of place with its level. When a scene moves elsewhere, what it is sent is faded to the next place and this one
/// rings out by itself.
/// </summary>
internal sealed class Place(RoomCharacter character)
{
    private readonly Reverb reverb = new(ReverbShape.Of(character));
    private readonly float[] heardLeft = new float[LayerSums.Room], heardRight = new float[LayerSums.Room];
    private readonly float[] sent = new float[LayerSums.Room], gains = new float[LayerSums.Room];
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
            decay.Skip(LaneRamp.Grid);
            damping.Skip(LaneRamp.Grid);
        }

        reverb.OnGrid(sample);
    }

    /// <summary>Adds what the place answers, and up to seven floats beyond it.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="count">Samples.</param>
    /// <param name="input">What is sent, mono.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="left">Left, added to.</param>
    /// <param name="right">Right, added to.</param>
    public void Process(long sample, int count, ReadOnlySpan<float> input, bool silent, Span<float> left, Span<float> right)
    {
        bool nothing = silent || (share.Value == 0 && !share.Moving);
        if (nothing && reverb.Asleep)
        {
            share.Skip(count);
            level.Skip(count);
            reverb.Early.Skip(count);
            return;
        }

        ReadOnlySpan<float> into = input;
        if (share.Moving || share.Value != 1)
        {
            input.CopyTo(sent);
            Apply(ref share, sent, count);
            into = sent;
        }

        reverb.Process(sample, into[..count], nothing, heardLeft, heardRight);
        if (level.Moving)
        {
            level.Fill(gains.AsSpan(0, count));
            Mixdown.AddMultiplied(heardLeft, gains, left, count);
            Mixdown.AddMultiplied(heardRight, gains, right, count);
            return;
        }

        Mixdown.AddScaled(heardLeft, level.Value, left, count);
        Mixdown.AddScaled(heardRight, level.Value, right, count);
    }

    private void Apply(ref Ramp gain, Span<float> buffer, int count)
    {
        if (gain.Moving)
        {
            gain.Fill(gains.AsSpan(0, count));
            Mixdown.Multiply(buffer, gains, count);
        }
        else
        {
            Mixdown.Scale(buffer, gain.Value, count);
        }
    }
}
