using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Sessions.Tests.Engine;

/// <summary>Rendering is ahead of what is handed out, and everything is still heard where it was promised.</summary>
public sealed class LookAheadTests
{
    private const int Slice = 960;

    [Fact]
    public void A_command_is_heard_from_exactly_the_sample_it_is_acknowledged_at()
    {
        float[] with = Play(40, at: 20, out Acknowledgement answer), without = Play(40, at: 40, out _);
        Cue cue = Assert.Single(answer.Cues);
        Assert.Equal((20 * Slice) + SessionEngine.LookAhead, answer.AtSample);

        // At once is at the next tick.
        Assert.InRange(cue.Sample - answer.AtSample, 0, 40);
        int differs = Enumerable.Range(0, with.Length).First(i => with[i] != without[i]) / 2;

        // A stinger's first note has at most three samples of silence.
        Assert.InRange(differs - cue.Sample, 0, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(144)]
    [InlineData(1_000)]
    public void How_it_is_cut_changes_neither_mix_nor_stems(int block)
    {
        foreach (long ms in (long[])[0, 1, 3, 4, 190])
        {
            Assert.Equal(Offline(ms, 960), Offline(ms, block));
        }
    }

    [Fact]
    public void Stems_are_where_the_mix_is()
    {
        SessionEngine engine = New(), before = New();
        float[] mix = new float[2 * Slice * 50], stems = new float[engine.StemCount * mix.Length];
        engine.Render(mix.Length / 2, mix, stems, []);
        for (int i = 0; i < 50; i++)
        {
            float[] part = new float[2 * Slice], parts = new float[engine.StemCount * part.Length];
            before.Render(Slice, part, parts, []);
            for (int stem = 0; stem < engine.StemCount; stem++)
            {
                Assert.True(parts.AsSpan(stem * 2 * Slice, 2 * Slice).SequenceEqual(stems.AsSpan((stem * mix.Length) + (i * 2 * Slice), 2 * Slice)));
            }
        }

        // The first sound of the mix is the first sound of a stem.
        int first = Array.FindIndex(mix, sample => sample != 0) / 2;
        int[] starts = [.. Enumerable.Range(0, engine.StemCount).Select(stem => Array.FindIndex(stems, stem * mix.Length, mix.Length, x => x != 0))
            .Where(at => at >= 0).Select((at, stem) => at % mix.Length / 2)];
        Assert.InRange(first - starts.Min(), 0, 1);
    }

    [Fact]
    public void What_is_handed_out_goes_on_without_a_gap_when_it_was_put_away()
    {
        SessionEngine engine = New();
        float[] mix = new float[2 * Slice];
        engine.Render(Slice, mix, [], []);
        Assert.Equal((Slice, Slice + SessionEngine.LookAhead), (engine.Next, engine.Head));
        engine.Park();
        Assert.Equal(Slice, engine.Next);
        engine.ResumeHere();
        Assert.Equal(Slice, engine.Next);
        engine.Render(Slice, mix, [], []);
        Assert.Equal(2 * Slice, engine.Next);
        Assert.All(mix.Take(2 * SessionEngine.LookAhead), sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void A_shorter_rendering_is_the_beginning_of_a_longer_one()
    {
        float[] longer = Offline(400, 960, 60_000)[..(2 * 48_000)], shorter = Offline(400, 960, 48_000)[..(2 * 48_000)];
        Assert.True(longer.AsSpan().SequenceEqual(shorter));
    }

    // The stinger comes at once: at the very sample that is decided next.
    private static SessionEngine New() => new(
        AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(TestMaps.Small.Replace("\"sync\": \"beat\"", "\"sync\": \"immediate\"", StringComparison.Ordinal))).Map!,
        0, 7, new RuleComposer());

    private static float[] Play(int slices, int at, out Acknowledgement answer)
    {
        SessionEngine engine = New();
        float[] pcm = new float[2 * Slice * slices];
        answer = null!;
        for (int i = 0; i < slices; i++)
        {
            answer = i == at ? engine.Apply(new UiEventCommand("e", "coin")) : answer;
            engine.Render(Slice, pcm.AsSpan(2 * Slice * i, 2 * Slice), [], []);
        }

        return pcm;
    }

    // The mix, then every stem.
    private static float[] Offline(long atMs, int block, int samples = 24_000)
    {
        SessionEngine engine = New();
        float[] all = new float[(engine.StemCount + 1) * 2 * samples];
        int done = 0;
        OfflineRenderer.Render(
            engine, [new TimedCommand(atMs, new UiEventCommand("e", "coin")), new TimedCommand(atMs + 1, new UiEventCommand("f", "enter"))], samples, true,
            (mix, stems) =>
            {
                mix.CopyTo(all.AsSpan(done));
                for (int stem = 0; stem < stems.Length / mix.Length; stem++)
                {
                    stems.Slice(stem * mix.Length, mix.Length).CopyTo(all.AsSpan(((stem + 1) * 2 * samples) + done));
                }

                done += mix.Length;
            },
            block);
        Assert.Equal(2 * samples, done);
        return all;
    }
}
