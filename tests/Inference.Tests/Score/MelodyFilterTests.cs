using System.Globalization;
using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Score;

/// <summary>Shapes of melodies and what is known of the training melodies.</summary>
public sealed class MelodyFilterTests
{
    private static readonly ReferenceVectors Reference = ReferenceVectors.Read();

    [Fact]
    public void Shapes_have_the_numbers_and_places_of_the_reference()
    {
        foreach (ReferenceShape one in Reference.Shapes)
        {
            ulong shape = ShapeOf(one.Onsets, one.Pitches);
            Assert.Equal(ulong.Parse(one.Shape, CultureInfo.InvariantCulture), shape);
            byte[] bits = new byte[128];
            foreach (int place in one.Places)
            {
                bits[place / 8] |= (byte)(1 << (place % 8));
            }

            Assert.True(new MelodyFilter(bits, Reference.Hashes).Contains(shape));
            bits[one.Places[^1] / 8] &= (byte)~(1 << (one.Places[^1] % 8));
            Assert.False(new MelodyFilter(bits, Reference.Hashes).Contains(shape));
        }
    }

    [Fact]
    public void A_filter_that_the_reference_built_knows_its_shapes_at_any_transposition()
    {
        MelodyFilter filter = new(Convert.FromBase64String(Reference.Built), Reference.Hashes);
        Assert.All(Reference.Shapes, one =>
        {
            Assert.True(filter.Contains(ShapeOf(one.Onsets, one.Pitches)));
            Assert.True(filter.Contains(ShapeOf([.. one.Onsets.Select(onset => onset + 960)], [.. one.Pitches.Select(pitch => pitch + 5)])));
        });
        int others = Enumerable.Range(0, 1000).Count(i => filter.Contains((ulong)i * 0x9E3779B97F4A7C15UL));
        Assert.InRange(others, 0, 60);
    }

    [Fact]
    public void The_shipped_filter_has_few_false_hits_and_the_size_that_its_card_says()
    {
        MelodyFilter filter = Models.Preview.Filter!;
        int hits = Enumerable.Range(0, 20_000).Count(i => filter.Contains((ulong)i * 0x9E3779B97F4A7C15UL));

        // One in a hundred at ten bits a shape; four standard deviations of 20 000 tries are 56.
        Assert.InRange(hits, 0, 200 + 56);
    }

    [Fact]
    public void The_note_that_would_make_the_quotation_too_long_is_forbidden()
    {
        // Every shape is a hit: eight notes agree at the eighth note, so the ceiling of eleven is passed by the twelfth.
        byte[] all = new byte[64];
        Array.Fill(all, (byte)255);
        Quotation quotation = new(new MelodyFilter(all, 7), 11);
        for (int note = 0; note < 11; note++)
        {
            Assert.False(quotation.Forbids(note * 24, 60 + (note % 5)));
            quotation.Take(note * 24, 60 + (note % 5));
        }

        Assert.True(quotation.Forbids(11 * 24, 61));
        quotation.Reset();
        Assert.False(quotation.Forbids(11 * 24, 61));
    }

    private static ulong ShapeOf(int[] onsets, int[] pitches)
    {
        ulong shape = 0;
        for (int i = 0; i < MelodyFilter.Pairs; i++)
        {
            shape = MelodyFilter.Add(shape, pitches[i + 1] - pitches[i], onsets[i + 1] - onsets[i]);
        }

        return shape;
    }
}
