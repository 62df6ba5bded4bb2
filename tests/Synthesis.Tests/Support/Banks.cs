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

    /// <summary>Left, right and send of a layer on which two lanes of a bank of waves sound, in tune and out of it.</summary>
    /// <param name="saws">Whether the bank makes saws without tables.</param>
    /// <param name="other">Lane of the second note; the first is in lane 0, and what lies between plays for another layer.</param>
    /// <param name="crowd">Lane beside them that plays for the other layer; 0 for none.</param>
    public static float[] Pair(bool saws, int other, int crowd)
    {
        VoiceTable table = new(4, 2);
        WaveBank bank = new(table, saws);
        LanePatch patch = new() { Amp = new(5, 1_000, 1, 50), SecondMix = 0.7, SecondCents = 9, Filter = new() { Hz = 900 }, Send = 0.3 };
        int voice = table.Add(0, 0, 2, 0), stranger = table.Add(1, 0, 2, 0);
        void Start(int lane, int whose, int pitch) =>
            bank.Start(lane, whose, patch, new LaneStart(0, 10_000, (byte)pitch, 0.75f, 0.75f, Touch.Plain, 1, (uint)pitch), Middle);
        Start(0, voice, 48);
        for (int lane = 1; lane < other; lane++)
        {
            Start(lane, stranger, 60);
        }

        Start(other, voice, 55);
        if (crowd > 0)
        {
            Start(crowd, stranger, 62);
        }

        List<float> heard = [];
        float[] rows = new float[Bank.Rows];
        LayerSums sums = new(2);
        for (int at = 0; at < 2_048; at += 64)
        {
            if (at > 0)
            {
                bank.OnGrid(Middle with { Tick = at / 64 });
            }

            sums.Begin();
            bank.Render(at, 64, rows, sums);
            heard.AddRange([.. sums.Left(0)[..64], .. sums.Right(0)[..64], .. sums.Send(0)[..64]]);
        }

        return [.. heard];
    }
}
