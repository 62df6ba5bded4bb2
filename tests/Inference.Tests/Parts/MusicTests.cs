using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Inference.Tests.Parts;

/// <summary>Whether what the preview model writes passes what rule-written parts pass.</summary>
public sealed class MusicTests(MusicTests.Writing writing) : IClassFixture<MusicTests.Writing>
{
    private const int Bass = 1;
    private const int Chords = 2;
    private const int Lead = 3;
    private const int Counter = 4;
    private const int Bars = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_note_of_every_style_is_in_its_range_in_its_bar_and_in_order()
    {
        foreach (Style style in StyleCatalogue.All)
        {
            Tune tune = await writing.PlayAsync(new Tune { Style = style.Name, Key = new Key(style.Name.Length % 12, Mode.Minor), Asked = [Part.Bass, Part.Lead, Part.Counter] }, 3, Stop);
            foreach (PartAnswer answer in writing.Answers(tune))
            {
                foreach (WrittenPart part in answer.Parts)
                {
                    PartRange range = style.Idiom.Ranges[tune.Parts[part.Layer]];
                    Assert.All(part.Notes, note => Assert.True(range.Contains(note.Pitch), $"{style.Name}: {note.Pitch} in layer {note.Layer}"));
                    Assert.All(part.Notes, note => Assert.InRange(note.Tick, 0, 3839));
                    Assert.All(part.Notes, note => Assert.InRange(note.Velocity, (byte)30, (byte)115));
                    Assert.All(part.Notes, note => Assert.True(note.Duration > 0 && note.Layer == part.Layer));
                    Assert.Equal(part.Notes.OrderBy(note => note.Tick), part.Notes);
                    Assert.Equal(part.Notes.Count, part.Notes.Select(note => note.Tick).Distinct().Count());
                }
            }
        }
    }

    [Fact]
    public async Task Strong_beats_keep_to_the_chord_and_all_notes_to_the_chords_scale()
    {
        int strong = 0;
        int chordal = 0;
        foreach (ComposedBar bar in await SomeBarsAsync())
        {
            BarManner manner = BarManner.Of(bar.Context);
            foreach (Note note in bar.Notes.Where(note => note.Layer is Bass or Lead or Counter))
            {
                int step = manner.StepNear(note.Tick);
                Part part = bar.Context.Layers[note.Layer].Part;
                Assert.True(PitchClass.In(manner.Tones(part, Math.Min(step, 15)) | ChordAt(bar, step), note.Pitch), $"{note} over {string.Join(' ', bar.Chords)}");
                strong += step % 8 == 0 ? 1 : 0;
                chordal += step % 8 == 0 && PitchClass.In(ChordAt(bar, step), note.Pitch) ? 1 : 0;
            }
        }

        Assert.True(strong > 150, $"{strong} notes on strong beats.");
        Assert.InRange((double)chordal / strong, 0.88, 1);
    }

    [Fact]
    public async Task The_bass_holds_the_chord_where_it_begins()
    {
        List<ComposedBar> bars = await SomeBarsAsync();
        Note[][] first = [.. bars.Select(bar => bar.Notes.Where(note => note.Layer == Bass && note.Tick < 120).ToArray())];
        int roots = bars.Zip(first).Count(pair => pair.Second.Any(note => note.Pitch % 12 == pair.First.Chords[0].Root));

        // Four in five by decree, and some by the model's own wish.
        Assert.InRange((double)roots / first.Count(notes => notes.Length > 0), 0.7, 1);
    }

    [Fact]
    public async Task What_stays_is_rubbed_against_no_more_than_by_rules()
    {
        List<ComposedBar> written = await SomeBarsAsync();
        List<ComposedBar> ruled = [.. Tunes().SelectMany(tune => Enumerable.Range(0, Bars).Select(tune.Draft))];

        Assert.InRange(Clashes(written), 0, Clashes(ruled) + 0.03);
    }

    [Fact]
    public async Task More_density_is_more_notes_and_more_register_is_higher()
    {
        double[] notes = new double[3];
        double[] pitch = new double[3];
        for (int level = 0; level < 3; level++)
        {
            foreach (string style in new[] { "lo-fi", "cinematic" })
            {
                double control = 0.15 + (0.35 * level);
                Tune dense = await writing.PlayAsync(new Tune { Style = style, Density = control }, 8, Stop);
                Tune high = await writing.PlayAsync(new Tune { Style = style, Register = control, Density = 0.7, Asked = [Part.Lead] }, 8, Stop);
                notes[level] += dense.Played.Sum(bar => bar.Notes.Count(note => note.Layer is Bass or Lead));
                pitch[level] += high.Played.SelectMany(bar => bar.Notes).Where(note => note.Layer == Lead).Average(note => note.Pitch);
            }
        }

        // Density is kept by classes: within one, a bar may have a note more or less.
        Assert.True(1.5 * notes[0] < notes[1] && notes[1] <= 1.1 * notes[2], string.Join(' ', notes));
        Assert.True(pitch[0] + 1 < pitch[1] && pitch[1] < pitch[2] + 1 && pitch[0] + 4 < pitch[2], string.Join(' ', pitch));
    }

    [Fact]
    public async Task What_the_rules_repeat_comes_back_in_the_models_notes()
    {
        int repeats = 0;
        int kept = 0;
        foreach (Tune given in Enumerable.Range(0, 4).Select(seed => new Tune { Style = "chiptune", Seed = (ulong)seed, Density = 0.8 }))
        {
            Tune tune = await writing.PlayAsync(given, Bars, Stop);
            for (int bar = 0; bar < Bars; bar++)
            {
                foreach (int back in new[] { 1, 2, 4 }.Where(back => back <= bar))
                {
                    int[] ruled = Rhythm(tune.Draft(bar), Lead);
                    if (ruled.Length >= 2 && ruled.SequenceEqual(Rhythm(tune.Draft(bar - back), Lead)))
                    {
                        repeats++;
                        kept += Rhythm(tune.Played[bar], Lead).SequenceEqual(Rhythm(tune.Played[bar - back], Lead)) ? 1 : 0;
                        break;
                    }
                }
            }
        }

        Assert.True(repeats >= 20, $"{repeats} bars repeat.");
        Assert.InRange((double)kept / repeats, 0.9, 1);
    }

    private static int[] Rhythm(ComposedBar bar, int layer)
    {
        BarManner manner = BarManner.Of(bar.Context);
        return [.. bar.Notes.Where(note => note.Layer == layer).Select(note => manner.StepNear(note.Tick))];
    }

    private static IEnumerable<Tune> Tunes() => new[] { "lo-fi", "cinematic", "house", "lounge-jazz" }.Select(
        (style, i) => new Tune { Style = style, Seed = (ulong)i, Density = 0.7, Key = new Key(3 * i, i % 2 == 0 ? Mode.Major : Mode.Minor), Asked = [Part.Bass, Part.Lead, Part.Counter] });

    private async Task<List<ComposedBar>> SomeBarsAsync()
    {
        foreach (Tune tune in writing.Some.Count == 0 ? Tunes() : [])
        {
            writing.Some.AddRange((await writing.PlayAsync(tune, Bars, Stop)).Played);
        }

        return writing.Some;
    }

    private static int ChordAt(ComposedBar bar, int step) => bar.Chords.Last(chord => chord.Tick <= step * 240).PitchClasses;

    // Share of strong beats at which a note that begins stands a semitone, or its octaves, from a chord that sounds.
    private static double Clashes(List<ComposedBar> bars)
    {
        int all = 0;
        int clashing = 0;
        foreach (ComposedBar bar in bars)
        {
            BarManner manner = BarManner.Of(bar.Context);
            foreach (Note note in bar.Notes.Where(note => note.Layer is Bass or Lead or Counter && manner.StepNear(note.Tick) % 8 == 0))
            {
                all++;
                clashing += bar.Notes.Any(other => other.Layer is Chords or Bass or Lead && other.Layer != note.Layer
                    && other.Tick <= note.Tick + 120 && other.Tick + other.Duration > note.Tick + 120
                    && Math.Abs(other.Pitch - note.Pitch) % 12 is 1 or 11) ? 1 : 0;
            }
        }

        return (double)clashing / all;
    }

    /// <summary>One loaded model for all of these tests.</summary>
    public sealed class Writing : IDisposable
    {
        private readonly OnnxScoreWriter writer = OnnxScoreWriter.Load(
            ModelPackage.Read(PackageFiles.Shipped("score-preview"), PackageTrust.Any), new OnnxOptions { Slots = 2 }, new RuleComposer(), TimeProvider.System);

        private readonly Dictionary<Tune, List<PartAnswer>> answers = [];

        internal List<ComposedBar> Some { get; } = [];

        internal IReadOnlyList<PartAnswer> Answers(Tune tune) => answers[tune];

        public void Dispose() => writer.Dispose();

        internal async Task<Tune> PlayAsync(Tune tune, int bars, CancellationToken cancellation)
        {
            answers[tune] = [];
            for (int bar = 0; bar < bars; bar++)
            {
                answers[tune].Add(await tune.PlayAsync(writer, cancellation));
                Assert.Equal(SequenceEnd.Done, answers[tune][^1].End);
            }

            return tune;
        }
    }
}
