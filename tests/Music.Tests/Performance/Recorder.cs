using SessionService.Music.Adaptation;
using SessionService.Music.Performance;
using Play = SessionService.Music.Performance.Performance;

namespace SessionService.Music.Tests.Performance;

/// <summary>A performance with everything it put out and answered.</summary>
public sealed class Recorder
{
    public Recorder(AdaptiveMap map, ulong seed = 1, FakeComposer? composer = null)
    {
        Composer = composer ?? new FakeComposer();
        Performance = Play.Start(map, seed, Composer);
    }

    public Play Performance { get; set; }

    public FakeComposer Composer { get; }

    public List<Directive> Directives { get; } = [];

    public List<Mark> Marks { get; } = [];

    public List<Acknowledgement> Answers { get; } = [];

    public void To(long sample) => Performance.Advance(sample, Directives, Marks);

    public void By(long samples) => To(Performance.Head + samples);

    public Acknowledgement Do(Command command)
    {
        Acknowledgement answer = Performance.Apply(command);
        Answers.Add(answer);
        return answer;
    }

    public IEnumerable<Directive> Notes(int layer) =>
        Directives.Where(directive => directive.Kind == DirectiveKind.Note && directive.Target == layer);

    public IEnumerable<Directive> SceneChanges() =>
        Directives.Where(directive => directive.Kind == DirectiveKind.SceneChange);
}
