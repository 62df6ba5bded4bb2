using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>Builds, drops, breathers, risers; and what the styles do in metres of their own.</summary>
public sealed class LongFormTests
{
    [Theory]
    [InlineData("iaaf", true)]
    [InlineData("iaobdf", true)]
    [InlineData("iaa", false)]
    [InlineData("iaxa", false)]
    public void AFormIsFourLettersOrMore(string text, bool valid)
    {
        if (valid)
        {
            Assert.Equal(text.Length, new FormPlan(text).Count);
        }
        else
        {
            Assert.Throws<FormatException>(() => new FormPlan(text));
        }
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void ADropIsFullerThanABreather(string style)
    {
        FormPlan form = StyleCatalogue.Find(style)!.Idiom.Form;
        int[] notes = new int[6];
        int[] halves = new int[2];
        int[] bars = new int[6];
        for (ulong seed = 0; seed < 6; seed++)
        {
            for (int bar = 0; bar < 8 * form.Count; bar++)
            {
                BarContext context = Contexts.Plain(style, seed: seed).At(bar) with { PhraseBars = 8 };
                int count = Passages.Bar(context).Notes.Count;
                notes[(int)form[bar / 8]] += count;
                halves[bar % 8 / 4] += form[bar / 8] == FormPart.Build ? count : 0;
                bars[(int)form[bar / 8]]++;
            }
        }

        double Mean(FormPart part) => (double)notes[(int)part] / Math.Max(1, bars[(int)part]);
        Assert.True(Mean(FormPart.Breather) < 0.95 * Mean(FormPart.Full) || bars[(int)FormPart.Full] == 0);
        Assert.True(bars[(int)FormPart.Drop] == 0 || Mean(FormPart.Drop) > 1.1 * Mean(FormPart.Breather));
        Assert.True(bars[(int)FormPart.Build] == 0 || halves[1] > halves[0], $"{halves[0]} and {halves[1]} notes in the halves of builds");
    }

    [Fact]
    public void ABuildEndsInARollWithoutTheKick()
    {
        foreach (Style style in StyleCatalogue.All.Where(style => style.Idiom.Rolls))
        {
            int phrase = style.Idiom.Form.Text.IndexOf('b', StringComparison.Ordinal);
            BarContext context = Contexts.Plain(style.Name).At((8 * phrase) + 7) with { PhraseBars = 8 };
            context = context with { Controls = context.Controls with { Density = 0.8, Energy = 0.7 } };
            List<Note> drums = Passages.Of(Passages.Bar(context), Part.Drums);
            Assert.DoesNotContain(drums, note => note.Pitch == Percussion.Kick && note.Tick >= 1920 - 60);
            List<Note> roll = [.. drums.Where(note => note.Pitch == Percussion.Snare && note.Tick >= 1920 - 60)];
            Assert.True(roll.Select(Passages.Step).Distinct().Count() >= 7, $"{style.Name}: {roll.Count} strokes");

            // Where the groove has no snare of its own, the roll is alone and can be heard to swell.
            bool alone = style.Idiom.Grooves.All(groove => groove.Lanes.All(lane => lane.Key != Percussion.Snare));
            Assert.True(!alone || roll.TakeLast(3).Sum(note => note.Velocity) > roll.Take(3).Sum(note => note.Velocity), style.Name);
        }
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void ARiserClimbsAndSwells(string style)
    {
        BarContext context = Contexts.Plain(style).At(5) with { Role = BarRole.Fill, NextKey = new Key(2, Mode.Major) };
        List<Note> rise = [.. Passages.Of(Passages.Bar(context), Part.Texture).Where(note => note.Tick >= 1920)];
        Assert.Equal(4, rise.Count);
        Assert.True(rise[^1].Velocity > rise[0].Velocity);
        Assert.Equal(rise.OrderBy(note => note.Pitch), rise);
        Assert.DoesNotContain(Passages.Of(Passages.Bar(context with { Riser = false }), Part.Texture), note => note.Tick >= 1920);
        List<Note> late = [];
        new RuleComposer().ComposeFill(context, (int)Part.Texture, 2880, late);
        Assert.Equal(2, late.Count);
        Assert.All(late, note => Assert.True(note.Tick >= 2880 && note.Tick < 3840));
    }

    [Fact]
    public void AJigHasTwoBeatsOfThreeAndAWaltzOneAndTwo()
    {
        for (ulong seed = 0; seed < 8; seed++)
        {
            BarContext context = Contexts.Plain("folk-acoustic", seed: seed).At(2);
            Assert.Equal([0, 6], Kicks(context with { Metre = new Metre(6, 8) }));
            Assert.Equal([0], Kicks(context with { Metre = new Metre(3, 4) }));
            List<int> ride = [.. Passages.Of(Passages.Bar(Contexts.Plain("lounge-jazz", seed: seed).At(2) with { Metre = new Metre(3, 4) }), Part.Drums)
                .Where(note => note.Pitch == Percussion.Ride).Select(Passages.Step)];
            Assert.Contains(0, ride);
            Assert.Contains(4, ride);
        }

        static int[] Kicks(BarContext context) => [.. Passages.Of(Passages.Bar(context), Part.Drums)
            .Where(note => note.Pitch == Percussion.Kick && note.Velocity > 60).Select(Passages.Step)];
    }

    [Fact]
    public void AWalkingBassStepsIntoTheNextChord()
    {
        int beats = 0;
        int close = 0;
        foreach (ulong seed in Enumerable.Range(0, 20).Select(i => (ulong)i))
        {
            BarContext context = Contexts.Plain("lounge-jazz", seed: seed);
            context = context with { Controls = context.Controls with { Density = 0.7, Energy = 0.6 } };
            for (int bar = 0; bar < 7; bar++)
            {
                Note? last = Passages.Of(Passages.Bar(context.At(bar)), Part.Bass).Where(note => Passages.Step(note) >= 12).Cast<Note?>().LastOrDefault();
                Note? next = Passages.Of(Passages.Bar(context.At(bar + 1)), Part.Bass).Cast<Note?>().FirstOrDefault();
                if (last is { } from && next is { } to)
                {
                    beats++;
                    close += Math.Abs(from.Pitch - to.Pitch) is 1 or 2 or 5 or 7 ? 1 : 0;
                }
            }
        }

        Assert.True(beats > 80 && close >= 0.8 * beats, $"{close} of {beats}");
    }
}
