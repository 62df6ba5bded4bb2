using System.Runtime.InteropServices;

namespace SessionService.Synthesis.SoundFont;

/// <summary>
/// One synthesiser whose blocks of 64 samples begin at one phase of the session's clock. Notes begin with its next block.
/// While nothing sounds it is not asked to play.
/// </summary>
internal sealed unsafe class Desk
{
    /// <summary>Samples of a block of the library (FLUID_BUFSIZE).</summary>
    public const int Block = 64;

    /// <summary>Outputs, each stereo: as many players can be told apart.</summary>
    public const int Outputs = 8;

    /// <summary>Channels of the synthesiser: each output has one for each of four bands of velocity.</summary>
    public const int Channels = 4 * Outputs;

    private const int MaxNotes = 64;

    // Soft strokes are darker, also where the font has but one recording for all: cents by which the low-pass is moved.
    private static readonly float[] BandCents = [-4_200, -2_200, -800, 0];

    private readonly FluidSynthHandle synth;
    private readonly int phase;
    private readonly float[] blocks = GC.AllocateArray<float>(2 * Outputs * Block, pinned: true);
    private readonly nint[] pointers = GC.AllocateArray<nint>(2 * Outputs, pinned: true);
    private readonly HeldNote[] held = new HeldNote[MaxNotes];
    private readonly float[] peaks = new float[Outputs];
    private float corner = float.NaN;
    private int count;
    private uint lastId;
    private bool active, filled;

    /// <summary>Makes one.</summary>
    /// <param name="synth">A synthesiser of its own.</param>
    /// <param name="phase">Sample at which a block begins, 0 to 63.</param>
    public Desk(FluidSynthHandle synth, int phase)
    {
        this.synth = synth;
        this.phase = phase;
        for (int i = 0; i < pointers.Length; i++)
        {
            pointers[i] = Marshal.UnsafeAddrOfPinnedArrayElement(blocks, i * Block);
        }
    }

    /// <summary>Notes that are held.</summary>
    public int Notes => count;

    /// <summary>Cents by which voices' low-pass filters are moved, from the next block on.</summary>
    public float WantedCorner { get; set; }

    /// <summary>Whether an output has something to say.</summary>
    /// <param name="output">Its index.</param>
    public bool Sounds(int output) => peaks[output] > 1e-6f || HeldBy(output) > 0;

    /// <summary>Notes that are held on an output.</summary>
    /// <param name="output">Its index.</param>
    public int HeldBy(int output)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += held[i].Output == output ? 1 : 0;
        }

        return sum;
    }

    /// <summary>Starts a note with the next block.</summary>
    /// <param name="preset">What plays.</param>
    /// <param name="output">Where it is heard.</param>
    /// <param name="key">MIDI key.</param>
    /// <param name="velocity">1 to 127.</param>
    /// <param name="begin">Sample at which that block begins.</param>
    /// <param name="gate">Sample at which the key is let go.</param>
    /// <returns>False where nothing was started.</returns>
    public bool TryStart(nint preset, int output, int key, int velocity, long begin, long gate)
    {
        TurnFilters();
        if (count == MaxNotes || FluidNative.Start(synth, ++lastId, preset, 0, (BandOf(velocity) * Outputs) + output, key, velocity) == FluidNative.Failed)
        {
            return false;
        }

        held[count++] = new HeldNote(lastId, output, begin, Math.Max(gate, begin + Block));
        active = true;
        return true;
    }

    /// <summary>Lets go of the oldest note of an output.</summary>
    /// <param name="output">Its index.</param>
    public void ReleaseOldest(int output)
    {
        for (int i = 0; i < count; i++)
        {
            if (held[i].Output == output)
            {
                Release(i);
                return;
            }
        }
    }

    /// <summary>When the oldest note of an output began; <see cref="long.MaxValue"/> where there is none.</summary>
    /// <param name="output">Its index.</param>
    public long OldestOf(int output)
    {
        long oldest = long.MaxValue;
        for (int i = 0; i < count; i++)
        {
            oldest = held[i].Output == output ? Math.Min(oldest, held[i].Begin) : oldest;
        }

        return oldest;
    }

    /// <summary>Ends everything on an output at once; it must have faded.</summary>
    /// <param name="output">Its index.</param>
    public void Silence(int output)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            if (held[i].Output == output)
            {
                Release(i);
            }
        }

        for (int channel = output; channel < Channels; channel += Outputs)
        {
            FluidNative.AllSoundsOff(synth, channel);
        }

        blocks.AsSpan(2 * Block * output, 2 * Block).Clear();
        peaks[output] = 0;
    }

    /// <summary>Plays on, adding to the outputs.</summary>
    /// <param name="sample">The first sample.</param>
    /// <param name="frames">How many.</param>
    /// <param name="outputs">Two runs for each output, left and right, each <see cref="Block"/> long; added to.</param>
    public void Play(long sample, int frames, Span<float> outputs)
    {
        for (int done = 0; done < frames;)
        {
            int at = (int)((sample + done - phase) & (Block - 1));
            if (at == 0)
            {
                Begin(sample + done);
            }

            int run = Math.Min(frames - done, Block - at);
            for (int output = 0; filled && output < Outputs; output++)
            {
                if (peaks[output] > 0)
                {
                    Add(blocks.AsSpan((2 * Block * output) + at, run), outputs.Slice((2 * Block * output) + done, run));
                    Add(blocks.AsSpan((2 * Block * output) + Block + at, run), outputs.Slice((2 * Block * output) + Block + done, run));
                }
            }

            done += run;
        }
    }

    private void Begin(long sample)
    {
        filled = active;
        if (!active)
        {
            peaks.AsSpan().Clear();
            return;
        }

        for (int i = count - 1; i >= 0; i--)
        {
            if (held[i].Gate <= sample + (Block / 2))
            {
                Release(i);
            }
        }

        TurnFilters();
        blocks.AsSpan().Clear();
        fixed (nint* first = pointers)
        {
            FluidNative.Process(synth, Block, 0, null, 2 * Outputs, (float**)first);
        }

        for (int output = 0; output < Outputs; output++)
        {
            peaks[output] = Peak(blocks.AsSpan(2 * Block * output, 2 * Block));
        }

        active = count > 0 || FluidNative.ActiveVoices(synth) > 0;
    }

    // Also before a note of a desk that did not play: its voices take the corner that the channel has when they start.
    private void TurnFilters()
    {
        if (WantedCorner == corner)
        {
            return;
        }

        corner = WantedCorner;
        for (int channel = 0; channel < Channels; channel++)
        {
            FluidNative.SetGenerator(synth, channel, FluidNative.FilterCorner, corner + BandCents[channel / Outputs]);
        }
    }

    private static int BandOf(int velocity) => velocity switch { < 48 => 0, < 80 => 1, < 104 => 2, _ => 3 };

    private void Release(int index)
    {
        FluidNative.Stop(synth, held[index].Id);
        held.AsSpan(index + 1, count - index - 1).CopyTo(held.AsSpan(index));
        count--;
    }

    private static float Peak(ReadOnlySpan<float> samples)
    {
        float peak = 0;
        foreach (float sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return peak;
    }

    private static void Add(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] += from[i];
        }
    }

    private readonly record struct HeldNote(uint Id, int Output, long Begin, long Gate);
}
