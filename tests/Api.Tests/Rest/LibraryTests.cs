using System.Text.Json.Nodes;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Rest;

/// <summary>Styles, schema, map check and health.</summary>
public sealed class LibraryTests
{
    [Fact]
    public async Task Styles_come_with_their_parts()
    {
        await using TestService service = await TestService.StartAsync();

        JsonArray styles = (await service.Alpha.GetAnswerAsync("/v1/styles")).Json["items"]!.AsArray();

        Assert.Equal(
            ["ambient", "chiptune", "cinematic", "drum-and-bass", "folk-acoustic", "funk", "house", "lo-fi", "lounge-jazz", "meditation",
                "orchestral-tension", "synthwave"],
            styles.Select(style => (string)style!["name"]!));
        Assert.Equal(
            ["drums", "bass", "chords", "arp", "lead", "texture", "counter"],
            styles[0]!["parts"]!.AsArray().Select(part => (string)part!["part"]!));
        Assert.Equal("warm-pad", (string?)styles[0]!["parts"]![2]!["instrument"]);
    }

    [Fact]
    public async Task The_schema_needs_no_credential()
    {
        await using TestService service = await TestService.StartAsync();

        Answer schema = await service.Nobody.GetAnswerAsync("/v1/schemas/adaptive-map.json");

        Assert.Equal((200, "application/schema+json"), (schema.Status, schema.ContentType));
        Assert.Equal("object", (string?)schema.Json["type"]);
    }

    [Fact]
    public async Task A_map_is_checked_without_being_stored()
    {
        await using TestService service = await TestService.StartAsync();

        Answer right = await service.Alpha.PostAsync("/v1/maps/check", TestService.Map);
        Answer wrong = await service.Alpha.PostAsync("/v1/maps/check", "{}");
        Answer large = await service.Alpha.PostAsync("/v1/maps/check", $$"""{"start":"{{new string('x', Limits.MapBytes)}}"}""");

        Assert.Equal("""{"valid":true,"faults":[]}""", right.Text);
        Assert.Equal("""{"valid":false,"faults":[{"path":"/start","detail":"The field is missing."}]}""", wrong.Text);
        Assert.False((bool)large.Json["valid"]!);
    }

    [Fact]
    public async Task Ready_means_that_the_store_takes_writes()
    {
        await using TestService service = await TestService.StartAsync();

        Answer ready = await service.Nobody.GetAnswerAsync("/health/ready");
        service.Idempotency.Full = true;
        Answer full = await service.Nobody.GetAnswerAsync("/health/ready");
        Answer live = await service.Nobody.GetAnswerAsync("/health/live");

        Assert.Equal((200, 503, 200), (ready.Status, full.Status, live.Status));
        Assert.Equal("""{"status":"not_ready","failing":["store"]}""", full.Text);
    }
}
