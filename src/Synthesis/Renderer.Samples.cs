using SessionService.Music.Performance;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis;

/// <content>Instruments that are recorded elsewhere: they join a layer's lanes before its colours.</content>
public sealed partial class Renderer
{
    private readonly ISampler? sampler;
    private readonly Instrument?[] recorded = [];
    private readonly float[] sampled = new float[3 * Grid];

    private static ISampler? OpenSampler(RendererSetup setup, Instrument[] instruments) =>
        setup.Samples is { } library && setup.Instruments.Any(library.Has)
            ? library.Open(new SamplerSetup([.. instruments.Select(PlaceOf)], setup.Layers))
            : null;

    // Where the built-in one stands.
    private static SampledPlace PlaceOf(Instrument instrument)
    {
        LanePatch[] lanes = instrument.Keyed?.Lanes ?? [];
        double send = instrument.Colour?.Send ?? (lanes.Length == 0 ? 0 : lanes.Max(l => l.Send));
        double pan = lanes.Length == 0 ? 0 : lanes.Average(l => l.Pan);
        return new SampledPlace(instrument.Name, (float)send, (float)pan);
    }

    // Body, mute and drive are in the recording already.
    private static Instrument? Bare(RendererSetup setup, Instrument instrument) =>
        setup.Samples?.Has(instrument.Name) == true ? instrument with { Colour = null, Drive = 0 } : null;

    /// <summary>Starts a note where it is recorded.</summary>
    /// <returns>False where the built-in instrument is to play it.</returns>
    private bool StartsSampled(in Directive note)
    {
        if (recorded.Length == 0 || recorded[note.Instrument] is not { } instrument)
        {
            return false;
        }

        LayerBus layer = layers[note.Target];
        bool silent = IsSilent(note.Target) && !layer.Rings;
        if (!sampler!.TryStart(note))
        {
            return false;
        }

        Play(layer, note.Target, instrument, silent);
        return true;
    }

    private bool IsSilent(int layer) => pool.IsSilent(layer) && sampler?.IsSilent(layer) != false;

    /// <summary>Adds what a layer's recorded instruments play to its notes.</summary>
    private void AddSampled(int layer, int count)
    {
        if (sampler is null || sampler.IsSilent(layer))
        {
            return;
        }

        Span<float> frames = sampled.AsSpan(0, 3 * count);
        frames.Clear();
        if (!sampler.Add(layer, frames))
        {
            return;
        }

        if (!pool.Sums.Has(layer))
        {
            pool.Sums.Clear(layer);
            pool.Sums.Mark(layer);
        }

        Span<float> left = pool.Sums.Left(layer), right = pool.Sums.Right(layer), send = pool.Sums.Send(layer);
        for (int i = 0; i < count; i++)
        {
            left[i] += frames[3 * i];
            right[i] += frames[(3 * i) + 1];
            send[i] += frames[(3 * i) + 2];
        }
    }
}
