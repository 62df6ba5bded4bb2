using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests.Support;

/// <summary>Runs one lane by itself.</summary>
internal static class Banks
{
    /// <summary>Controls in the middle, no tape.</summary>
    public static ControlFrame Middle => new(0.5f, 0.5f, 0, 0, 0);

    /// <summary>What a lane sounds like on the left, at velocity 0.75 from sample 0; control grid as in the renderer.</summary>
    public static float[] Lane(Engine engine, LanePatch patch, int pitch, int frames, long gate, out Bank bank)
    {
        VoiceTable table = new(4);
        bank = engine switch
        {
            Engine.Wave => new WaveBank(table),
            Engine.Tone => new ToneBank(table),
            Engine.Pluck => new PluckBank(table),
            Engine.Mode => new ModeBank(table),
            Engine.Fm => new FmBank(table),
            Engine.Bow => new BowBank(table),
            _ => new WaveBank(table, saws: true),
        };
        int voice = table.Add(0, 0, 1, 0);
        bank.Start(0, voice, patch, new LaneStart(0, gate, (byte)pitch, 0.75f, 0.75f, Touch.Plain, 1, 99), Middle);
        float[] left = new float[frames], rows = new float[Bank.Rows];
        LayerSums sums = new(1);
        for (int at = 0; at < frames; at += 64)
        {
            if (at > 0)
            {
                bank.OnGrid(Middle with { Tick = at / 64 });
            }

            int count = Math.Min(64, frames - at);
            sums.Begin();
            sums.Clear(0);
            bank.Render(at, count, rows, sums);
            sums.Left(0)[..count].CopyTo(left.AsSpan(at));
        }

        return left;
    }
}
