using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>The second melody against the first, counted over passages of every style.</summary>
public sealed class CounterMelodyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void ItMovesAgainstTheLeadAndNeverInParallelPerfects(string style)
    {
        int pairs = 0;
        int similar = 0;
        int parallels = 0;
        int perfect = 0;
        int notes = 0;
        foreach ((BarContext context, BarScore score) in Passages.Of(style, 50).SelectMany(bars => bars))
        {
            List<Note> lead = Passages.Of(score, Part.Lead);
            (int Counter, int Lead)? before = null;
            foreach (Note note in Passages.Of(score, Part.Counter))
            {
                notes++;
                Note? over = lead.Where(other => Passages.Step(other) <= Passages.Step(note)).Cast<Note?>().LastOrDefault();
                if (over is not { } sounding)
                {
                    continue;
                }

                (int Counter, int Lead) now = (note.Pitch, sounding.Pitch);
                perfect += PitchClass.Of(Math.Abs(now.Counter - now.Lead)) is 0 or 7 ? 1 : 0;
                if (before is { } last)
                {
                    pairs++;
                    (int low, int high) = Sorted(last);
                    (int lowNow, int highNow) = Sorted(now);
                    parallels += Interval.IsParallelPerfect(low, high, lowNow, highNow) ? 1 : 0;
                    similar += Math.Sign(now.Counter - last.Counter) * Math.Sign(now.Lead - last.Lead) > 0 ? 1 : 0;
                }

                before = now;
            }
        }

        output.WriteLine($"{style}: {notes} notes, {pairs} pairs; {parallels} parallel perfects, {perfect} perfect intervals at onsets; similar motion {100.0 * similar / Math.Max(1, pairs):0.0} %");
        Assert.True(notes > 200 && pairs > 20, $"{notes} notes, {pairs} pairs");
        Assert.Equal(0, parallels);
        Assert.Equal(0, perfect);
        Assert.True(similar <= 0.45 * pairs, $"{similar} of {pairs} in similar motion");

        static (int Low, int High) Sorted((int A, int B) voices) => (Math.Min(voices.A, voices.B), Math.Max(voices.A, voices.B));
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void ItFillsTheLeadsRests(string style)
    {
        (int Bars, int Notes) resting = default;
        (int Bars, int Notes) moving = default;
        for (ulong seed = 0; seed < 24; seed++)
        {
            BarContext context = Contexts.Plain(style, seed: seed) with { PhraseBars = 8 };
            context = context with { Controls = context.Controls with { Density = 0.7 } };
            for (int bar = 0; bar < 16; bar++)
            {
                // The first bar of a unit states the motif, the last one closes; between them the lead may rest.
                BarScore score = Passages.Bar(context.At(bar));
                ref (int Bars, int Notes) tally = ref Passages.Of(score, Part.Lead).Count == 0 ? ref resting : ref moving;
                tally = (tally.Bars + 1, tally.Notes + Passages.Of(score, Part.Counter).Count);
            }
        }

        Assert.True(resting.Bars >= 10 && moving.Bars >= 100, $"{resting} {moving}");
        double quiet = (double)resting.Notes / resting.Bars;
        double busy = (double)moving.Notes / moving.Bars;
        output.WriteLine($"{style}: {quiet:0.00} notes a bar where the lead rests, {busy:0.00} where it plays");
        Assert.True(quiet >= 1.15 * busy, $"{quiet:0.00} against {busy:0.00}");
    }
}
