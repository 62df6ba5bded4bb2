using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;
using SessionService.Synthesis.Sampled;
using SessionService.Synthesis.SoundFont.Tests.Support;

namespace SessionService.Synthesis.SoundFont.Tests;

/// <summary>Whole sessions with recorded instruments.</summary>
public class SessionTests
{
    private const string Map = """
        { "format": 1, "name": "inn", "key": "D", "start": "inn",
          "scenes": { "inn": { "style": "folk-acoustic", "mode": "major",
            "layers": { "bass": { "part": "bass" }, "chords": { "part": "chords" }, "lead": { "part": "lead" }, "drums": { "part": "drums" } } } } }
        """;

    [Fact]
    public void A_session_is_the_same_again_whatever_the_slices_and_not_the_built_in_one()
    {
        float[] first = Render(Fonts.Shared, 960);
        Assert.Equal(first, Render(Fonts.Shared, 700));
        Assert.NotEqual(first, Render(null, 960));
        Assert.InRange(first.Max(Math.Abs), 0.05f, 0.95f);
    }

    [Fact]
    public void An_engine_says_what_it_plays_with()
    {
        Assert.Equal(Fonts.Shared.Fingerprint, Engine(Fonts.Shared).Samples);
        Assert.Null(Engine(null).Samples);
    }

    private static float[] Render(ISampleLibrary? samples, int block)
    {
        List<float> all = [];
        OfflineRenderer.Render(Engine(samples), [], 8 * 48_000, false, (mix, _) => all.AddRange(mix), block);
        return [.. all];
    }

    private static SessionEngine Engine(ISampleLibrary? samples) =>
        new(AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(Map)).Map!, 0, 5, new RuleComposer(), samples: samples);
}
