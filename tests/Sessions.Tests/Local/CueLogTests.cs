using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Sessions.Local;

namespace SessionService.Sessions.Tests.Local;

public sealed class CueLogTests
{
    [Fact]
    public void Pages_through_answers_after_an_id()
    {
        var log = new CueLog();
        for (int i = 0; i < 10; i++)
        {
            log.Add(Answer(i));
        }

        Assert.Equal(["e0", "e1", "e2"], log.After(null, 3).Select(answer => answer.Id));
        Assert.Equal(["e3", "e4"], log.After("e2", 2).Select(answer => answer.Id));
        Assert.Empty(log.After("e9", 5));
    }

    [Fact]
    public void Forgets_the_oldest_and_keeps_counting()
    {
        var log = new CueLog();
        int count = Limits.RememberedCommands + 5_000;
        for (int i = 0; i < count; i++)
        {
            log.Add(Answer(i));
        }

        Assert.Equal($"e{count - 1}", Assert.Single(log.After($"e{count - 2}", 10)).Id);
        string oldest = log.After(null, 1)[0].Id;
        Assert.InRange(int.Parse(oldest[1..], System.Globalization.CultureInfo.InvariantCulture), 1, 5_000);
    }

    private static Acknowledgement Answer(int i) => new($"e{i}", CommandStatus.Accepted, i, [], null, []);
}
