using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Synthesis.Mastering;

namespace SessionService.Sessions.Tests.Engine;

/// <summary>A renderer that takes over from another one in the middle of the music.</summary>
public sealed class RenewalTests
{
    private const int Slice = 960;
    private const int Begins = 96 * Slice;
    private static readonly RenewalPlan Plan = RenewalPlan.Standard;
    private static readonly int End = Begins + Plan.LeadIn + Plan.Fade;
    private static readonly int Forgotten = End + PeakLimiter.Memory;
    private static readonly int Length = Forgotten + (200 * Slice);

    [Fact]
    public void Afterwards_it_is_what_a_fresh_renderer_plays_that_began_there()
    {
        float[] renewed = Play(engine => engine.Renew(Plan));

        SessionEngine other = New();
        other.Apply(new SceneCommand("a", "fight"));
        other.Skip(Begins + SessionEngine.LookAhead);
        other.BeginHere();
        float[] fresh = new float[2 * (Length - Begins)];
        Render(other, fresh, Begins);
        Assert.True(
            renewed.AsSpan(2 * Forgotten).SequenceEqual(fresh.AsSpan(2 * (Forgotten - Begins))), "The renewed engine plays something else.");
    }

    [Fact]
    public void Nobody_hears_the_lead_in_and_hardly_the_fade()
    {
        float[] plain = Play(_ => { });
        float[] renewed = Play(engine => engine.Renew(Plan));
        int fade = 2 * (Begins + Plan.LeadIn);
        Assert.True(plain.AsSpan(0, fade).SequenceEqual(renewed.AsSpan(0, fade)), "The lead-in is heard.");

        // Below the signal by more than what two dB of level would be: nothing is missing and nothing is there twice.
        double difference = Energy(plain, renewed, fade);
        double signal = Energy(plain, new float[plain.Length], fade);
        Assert.True(difference < signal / 25, $"The difference is {10 * Math.Log10(difference / signal):F1} dB.");
    }

    [Fact]
    public void Slices_of_another_length_change_nothing()
    {
        float[] by960 = Play(engine => engine.Renew(Plan));
        float[] by333 = Play(engine => engine.Renew(Plan), slice: 333);
        Assert.True(by960.AsSpan().SequenceEqual(by333), "The length of slices is heard.");
    }

    [Fact]
    public void Stems_still_make_up_what_they_did()
    {
        SessionEngine engine = New();
        float[] mix = new float[2 * Slice];
        float[] stems = new float[engine.StemCount * 2 * Slice];
        for (int i = 0; i < Length / Slice; i++)
        {
            if (engine.Next == Begins)
            {
                engine.Renew(new RenewalPlan(48_000, 9_600));
            }

            engine.Render(Slice, mix, stems, []);
        }

        SessionEngine without = New();
        float[] alone = new float[2 * Slice];
        for (int i = 0; i < Length / Slice; i++)
        {
            if (without.Next == Begins)
            {
                without.Renew(new RenewalPlan(48_000, 9_600));
            }

            without.Render(Slice, alone, [], []);
        }

        Assert.Equal(alone, mix);
        Assert.Contains(stems, sample => sample != 0);
    }

    [Fact]
    public void An_engine_is_settled_only_when_one_renderer_is_heard()
    {
        SessionEngine engine = New();
        Assert.False(engine.Settled);
        Render(engine, new float[2 * Begins], 0);
        Assert.True(engine.Settled);
        engine.Renew(Plan);
        Render(engine, new float[2 * (Forgotten - Begins - Slice)], 0);
        Assert.False(engine.Settled);
        Render(engine, new float[4 * Slice], 0);
        Assert.True(engine.Settled);
    }

    [Fact]
    public void What_does_not_render_cannot_be_renewed() =>
        Assert.Throws<InvalidOperationException>(() => New().Renew(Plan));

    private static SessionEngine New() => new(
        AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(TestMaps.Small)).Map!, 0, 7, new RuleComposer());

    private static float[] Play(Action<SessionEngine> act, int slice = Slice)
    {
        SessionEngine engine = New();
        engine.Apply(new SceneCommand("a", "fight"));
        float[] pcm = new float[2 * Length];
        Render(engine, pcm.AsSpan(0, 2 * Begins), 0, slice);
        act(engine);
        Render(engine, pcm.AsSpan(2 * Begins), 0, slice);
        return pcm;
    }

    private static void Render(SessionEngine engine, Span<float> into, long from, int slice = Slice)
    {
        Assert.True(engine.Next >= from);
        List<Mark> marks = [];
        for (int at = 0; at < into.Length; at += 2 * slice)
        {
            int frames = Math.Min(slice, (into.Length - at) / 2);
            engine.Render(frames, into.Slice(at, 2 * frames), [], marks);
        }
    }

    private static double Energy(float[] one, float[] two, int from)
    {
        double sum = 0;
        for (int i = from; i < one.Length; i++)
        {
            sum += (one[i] - two[i]) * (double)(one[i] - two[i]);
        }

        return sum;
    }
}
