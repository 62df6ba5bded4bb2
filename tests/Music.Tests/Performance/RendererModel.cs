using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

/// <summary>What a renderer would hold after some directives: faders on straight ways, notes with an end, a duck.</summary>
public sealed class RendererModel
{
    private readonly Dictionary<(DirectiveKind, int), Ramp> faders = [];
    private readonly List<Directive> notes = [];
    private (long End, float Value) duck;
    private int style = -1;

    public void Take(IEnumerable<Directive> directives)
    {
        foreach (Directive directive in directives)
        {
            switch (directive.Kind)
            {
                case DirectiveKind.Note:
                    notes.Add(directive);
                    break;
                case DirectiveKind.SceneChange:
                    style = directive.Target;
                    notes.Clear();
                    break;
                case DirectiveKind.Duck:
                    duck = (directive.Sample + directive.Length, directive.Value);
                    break;
                default:
                    double from = faders.TryGetValue((directive.Kind, directive.Target), out Ramp ramp) ? ramp.At(directive.Sample) : 0;
                    faders[(directive.Kind, directive.Target)] =
                        new Ramp(from, directive.Value, directive.Sample, directive.Sample + directive.Length);
                    break;
            }
        }
    }

    /// <summary>Asserts that another renderer sounds the same at a sample and after.</summary>
    public void Same(RendererModel other, long sample)
    {
        Assert.Equal(style, other.style);
        Assert.Equal(faders.Keys.Order(), other.faders.Keys.Order());
        foreach (((DirectiveKind, int) key, Ramp ramp) in faders)
        {
            Assert.Equal(ramp.At(sample), other.faders[key].At(sample), 1e-4f);
        }

        Assert.Equal(Sounding(sample), other.Sounding(sample));
        if (duck.End > sample)
        {
            Assert.Equal(duck, other.duck);
        }
    }

    private IEnumerable<(int, int, byte, byte, long)> Sounding(long sample) => notes
        .Where(note => note.Sample + note.Length > sample)
        .Select(note => (note.Target, note.Instrument, note.Pitch, note.Velocity, note.Sample + note.Length))
        .Order();

    private readonly record struct Ramp(double From, double To, long Start, long End)
    {
        public double At(long sample) => sample >= End ? To
            : From + ((To - From) * ((double)(sample - Start) / (End - Start)));
    }
}
