using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Instruments;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis;

/// <content>What directives do, and what happens at the points of the control grid.</content>
public sealed partial class Renderer
{
    /// <summary>Shortest fade of a scene change, 5 ms.</summary>
    private const long ShortestFade = MusicalTime.SampleRate / 200;

    private void Check(in Directive directive)
    {
        if (directive.Sample < Position || directive.Sample < queue.LastSample)
        {
            throw new ArgumentException(
                $"A directive for sample {directive.Sample} came too late: position {Position}, last given {queue.LastSample}.",
                nameof(directive));
        }

        int targets = directive.Kind switch
        {
            DirectiveKind.Note or DirectiveKind.LayerGain => layers.Length,
            DirectiveKind.Control => controls.Length,
            DirectiveKind.SceneChange => styles.Length,
            _ => int.MaxValue,
        };
        if ((directive.Kind != DirectiveKind.Duck && (uint)directive.Target >= (uint)targets)
            || (directive.Kind == DirectiveKind.Note && (uint)directive.Instrument >= (uint)instruments.Length)
            || !float.IsFinite(directive.Value) || directive.Length < 0)
        {
            throw new ArgumentException($"A directive names what is not there: {directive}.", nameof(directive));
        }
    }

    private void Apply(in Directive directive)
    {
        switch (directive.Kind)
        {
            case DirectiveKind.Note:
                StartNote(directive);
                break;
            case DirectiveKind.LayerGain:
                layers[directive.Target].HeadFor(Math.Max(0, directive.Value), directive.Length);
                break;
            case DirectiveKind.Control:
                frame = FrameAt(Position);
                controls[directive.Target].HeadFor(Math.Clamp(directive.Value, 0, 1), directive.Length);
                controlsAt[directive.Target] = directive.Sample;
                frame = FrameAt(Position);
                break;
            case DirectiveKind.SceneChange:
                ChangeScene(directive);
                break;
            case DirectiveKind.Duck:
                ducker.Duck(Position, Math.Clamp(directive.Value, 0, 1), directive.Length);
                break;
        }
    }

    private void StartNote(in Directive note)
    {
        if (note.Velocity > 0 && StartsSampled(note))
        {
            return;
        }

        Instrument instrument = instruments[note.Instrument];
        Stroke? stroke = instrument.StrokeFor(note.Pitch);
        if (stroke is not null && note.Velocity > 0)
        {
            LayerBus layer = layers[note.Target];
            bool silent = IsSilent(note.Target) && !layer.Rings;
            Play(layer, note.Target, instrument, silent);

            if (instrument.Kind == InstrumentKind.Kit && note.Pitch is 35 or 36)
            {
                pump.Strike(note.Sample, note.Velocity / 127f);
            }

            pool.Start(note, stroke, instrumentGains[note.Instrument], frame, layer.Touches.Read(note, instrument.Kind));
        }
    }

    // What the drive heard last is of no use where it did not work until now.
    private void Play(LayerBus layer, int index, Instrument instrument, bool silent)
    {
        bool fresh = silent || !layer.Saturates;
        layer.Play(instrument, frame, Position, silent);
        Drive(index);
        if (fresh)
        {
            drives.Clear(index);
        }
    }

    private void ChangeScene(in Directive change)
    {
        StyleSound style = styles[change.Target];
        long move = Position == first ? 0 : Math.Max(change.Length, Space.ShortestMove);
        pool.CutAll(Position, Math.Max(change.Length, ShortestFade));
        sampler?.CutAll(Math.Max(change.Length, ShortestFade));
        space.MoveTo(style.Space, change.Value > 0 ? change.Value : style.Bpm, move);
        master.MoveTo(style.Mix, move);
        pump.Set(style.Mix.PumpDb, style.Mix.PumpBeats, change.Value > 0 ? change.Value : style.Bpm);
    }

    private void OnGrid(long sample)
    {
        frame = FrameAt(sample);
        pool.OnGrid(frame);
        sampler?.Set(frame.Brightness);
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i].OnGrid(sample, frame, IsSilent(i));
            Drive(i);
        }

        drives.OnGrid();
        space.OnGrid(sample);
        master.OnGrid(frame.Energy);
    }

    private void Drive(int layer)
    {
        if (layers[layer].Saturates)
        {
            drives.Set(layer, layers[layer].Drive);
        }
    }

    /// <summary>Where the controls and the tape machine stand.</summary>
    private ControlFrame FrameAt(long sample)
    {
        for (int i = 0; i < controls.Length; i++)
        {
            controls[i].Skip(Math.Max(0, sample - controlsAt[i]));
            controlsAt[i] = Math.Max(sample, controlsAt[i]);
        }

        return new ControlFrame(
            controls[0].Value, controls[1].Value, controls[2].Value, Tape.Wow(sample), (int)(sample / Grid));
    }
}
