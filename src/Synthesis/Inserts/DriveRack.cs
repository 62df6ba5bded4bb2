using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Inserts;

/// <summary>Gives layers that are driven a seat in one of a few drives, for good, and drives them together.</summary>
internal sealed class DriveRack
{
    private readonly Drive[] drives;
    private readonly int[] seatOf, seated, present;
    private int taken;

    /// <summary>Creates drives for some layers.</summary>
    /// <param name="layers">Number of layers.</param>
    public DriveRack(int layers)
    {
        drives = [.. Enumerable.Range(0, (layers + Drive.Seats - 1) / Drive.Seats).Select(_ => new Drive())];
        seatOf = new int[layers];
        (seated, present) = (new int[drives.Length * Drive.Seats], new int[drives.Length * Drive.Seats]);
        Array.Fill(seatOf, -1);
        Array.Fill(seated, -1);
        Array.Fill(present, -1);
    }

    /// <summary>Sets how hard a layer is driven; from then on it has a seat.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="gain">Gain into the curve.</param>
    public void Set(int layer, float gain)
    {
        int seat = seatOf[layer];
        if (seat < 0)
        {
            seat = seatOf[layer] = taken++;
            seated[seat] = layer;
        }

        drives[seat / Drive.Seats].Set(seat % Drive.Seats, gain);
    }

    /// <summary>Lets a layer's drive forget what it heard.</summary>
    public void Clear(int layer)
    {
        if (seatOf[layer] >= 0)
        {
            drives[seatOf[layer] / Drive.Seats].Clear(seatOf[layer] % Drive.Seats);
        }
    }

    /// <summary>Forgets, at a point of the control grid, what nobody can hear.</summary>
    public void OnGrid()
    {
        for (int i = 0; i * Drive.Seats < taken; i++)
        {
            drives[i].OnGrid();
        }
    }

    /// <summary>Drives layers in place.</summary>
    /// <param name="layers">Bit n is set for layers that are driven now; they have been <see cref="Set"/>.</param>
    /// <param name="count">Samples.</param>
    /// <param name="sums">The layers.</param>
    public void Process(uint layers, int count, LayerSums sums)
    {
        for (int i = 0; i * Drive.Seats < taken; i++)
        {
            bool any = false;
            for (int seat = i * Drive.Seats; seat < (i + 1) * Drive.Seats; seat++)
            {
                bool here = seated[seat] >= 0 && (layers & (1u << seated[seat])) != 0;
                present[seat] = here ? seated[seat] : -1;
                any |= here;
            }

            if (any)
            {
                drives[i].Process(present.AsSpan(i * Drive.Seats, Drive.Seats), count, sums);
            }
        }
    }
}
