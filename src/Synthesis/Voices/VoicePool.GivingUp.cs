using SessionService.Synthesis.Dsp;

namespace SessionService.Synthesis.Voices;

/// <content>Which notes end before their time.</content>
internal sealed partial class VoicePool
{
    private void Choke(int layer, int group, long now)
    {
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table[i].Layer == layer && table[i].Choke == group && !table[i].Fading)
            {
                Cut(i, now, ChokeFade);
            }
        }
    }

    private void GiveUpOne(int layer, long now)
    {
        int chosen = -1;
        float least = 0;
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table[i].Layer != layer || table[i].Fading)
            {
                continue;
            }

            float loudness = Loudness(i);
            if (chosen < 0 || GoesFirst(table[i], loudness, table[chosen], least))
            {
                (chosen, least) = (i, loudness);
            }
        }

        if (chosen >= 0)
        {
            Cut(chosen, now, StealFade);
        }
    }

    private static bool GoesFirst(in Voice a, float loudnessA, in Voice b, float loudnessB) =>
        a.ReleasedAt != b.ReleasedAt ? a.ReleasedAt < b.ReleasedAt
        : loudnessA != loudnessB ? loudnessA < loudnessB
        : a.Start < b.Start;

    private float Loudness(int voice)
    {
        float sum = 0;
        foreach (Bank bank in busy.AsSpan(0, busyCount))
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
            {
                sum += (bank.Active & (1 << lane)) != 0 && bank.VoiceOf(lane) == voice ? bank.Loudness(lane) : 0;
            }
        }

        return sum;
    }

    private void Cut(int voice, long now, long length)
    {
        table[voice].Fading = true;
        foreach (Bank bank in busy.AsSpan(0, busyCount))
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
            {
                if ((bank.Active & (1 << lane)) != 0 && bank.VoiceOf(lane) == voice)
                {
                    bank.Cut(lane, now, length);
                }
            }
        }
    }
}
