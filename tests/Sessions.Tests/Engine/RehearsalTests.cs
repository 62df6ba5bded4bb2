using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

namespace SessionService.Sessions.Tests.Engine;

public sealed class RehearsalTests
{
    [Fact]
    public void Every_style_has_a_map_that_plays() => Rehearsal.Run(new RuleComposer(), CancellationToken.None);
}
