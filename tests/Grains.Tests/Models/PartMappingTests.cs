using System.Text.Json;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Grains.Tests.Models;

/// <summary>Bars go over the wire whole.</summary>
public sealed class PartMappingTests
{
    [Fact]
    public void A_request_arrives_as_it_was_sent_but_for_the_time_that_is_left()
    {
        PartRequest request = Bars.Request(2);
        PartRequest arrived = request.ToMessage(TimeSpan.FromSeconds(1)).ToRequest();
        Assert.Equal(TimeSpan.FromSeconds(1), arrived.Within);
        Assert.Equal(JsonSerializer.Serialize(request), JsonSerializer.Serialize(arrived with { Within = request.Within }));
    }

    [Fact]
    public void An_answer_arrives_as_it_was_sent() =>
        Assert.Equal(JsonSerializer.Serialize(Bars.Answer), JsonSerializer.Serialize(Bars.Answer.ToMessage().ToAnswer(Bars.Answer.Time)));

    [Fact]
    public void An_end_that_is_not_known_has_nothing_to_play()
    {
        PartAnswer answer = (Bars.Answer.ToMessage() with { End = "Tomorrow" }).ToAnswer(TimeSpan.Zero);
        Assert.Equal((SequenceEnd.Unavailable, 0), (answer.End, answer.Parts.Count));
    }

    [Fact]
    public void A_bar_that_is_not_whole_is_refused()
    {
        PartRequestMessage whole = Bars.Request().ToMessage(TimeSpan.FromSeconds(1));
        Assert.Throws<ArgumentException>(() => (whole with { Draft = new BarMessage() }).ToRequest());
        Assert.Throws<ArgumentException>(() => (whole with { Draft = whole.Draft with { Notes = [1, 2, 3] } }).ToRequest());
    }
}
