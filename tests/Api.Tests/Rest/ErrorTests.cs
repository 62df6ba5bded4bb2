using System.Net;
using System.Text;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Rest;

/// <summary>Whatever goes wrong, the answer is problem details.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("null", "")]
    [InlineData("""{"map":{"start":"a"},"sead":1}""", "/sead")]
    [InlineData("""{"map":{"start":"a"},"map":{"start":"b"}}""", "/map")]
    [InlineData("""{"project":7}""", "/project")]
    [InlineData("""{"project":"p","version":"1"}""", "/version")]
    [InlineData("""{"project":"p","version":1.5}""", "/version")]
    public async Task A_body_that_is_not_the_json_expected_is_named_with_its_path(string body, string path)
    {
        await using TestService service = await TestService.StartAsync();

        Answer answer = await service.Alpha.PostAsync("/v1/sessions", body);

        answer.AssertProblem(400, "malformed_body");
        Assert.Equal([path], answer.Paths());
    }

    [Fact]
    public async Task Depth_is_limited()
    {
        await using TestService service = await TestService.StartAsync();
        string deep = new string('[', 40) + new string(']', 40);

        (await service.Alpha.PostAsync("/v1/sessions", $$$"""{"map":{"start":{{{deep}}}}}""")).AssertProblem(400, "malformed_body");
        (await service.Alpha.PostAsync("/v1/maps/check", deep)).AssertProblem(400, "malformed_body");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused(bool lengthIsTold)
    {
        await using TestService service = await TestService.StartAsync();
        byte[] bytes = Encoding.UTF8.GetBytes(new string(' ', Limits.RequestBytes + 1));
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/sessions") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !lengthIsTold;

        using HttpResponseMessage response = await service.Alpha.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        await using TestService service = await TestService.StartAsync();
        using ByteArrayContent content = new("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using HttpResponseMessage response = await service.Alpha.PostAsync(new Uri("/v1/sessions", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Unknown_paths_methods_and_query_values_are_problems_too()
    {
        await using TestService service = await TestService.StartAsync();

        (await service.Alpha.GetAnswerAsync("/v1/nothing")).AssertProblem(404, "not_found");
        (await service.Nobody.GetAnswerAsync("/nothing")).AssertProblem(404, "not_found");
        (await service.Alpha.SendJsonAsync(HttpMethod.Put, "/v1/projects", "{}")).AssertProblem(405, "method_not_allowed");
        (await service.Alpha.GetAnswerAsync("/v1/projects?limit=many")).AssertProblem(400, "bad_request");
        (await service.Alpha.GetAnswerAsync("/v1/sessions/a%2Fb")).AssertProblem(404, "not_found");
    }

    [Fact]
    public async Task What_fails_inside_is_not_shown()
    {
        await using TestService service = await TestService.StartAsync();
        service.Idempotency.Full = true;

        Answer answer = await service.Alpha.PostAsync(
            "/v1/sessions", $$"""{"map":{{TestService.Map}}}""", ("Idempotency-Key", "k"));

        answer.AssertProblem(503, "unavailable");
        Assert.DoesNotContain("disk", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Too_many_requests_of_a_tenant_are_told_when_to_come_back_and_others_go_on()
    {
        await using TestService service = await TestService.StartAsync(options =>
        {
            options.RequestBurst = 3;
            options.RequestsPerSecond = 1;
            options.AnonymousRequestBurst = 3;
            options.AnonymousRequestsPerSecond = 1;
        });

        Answer[] alpha = [.. await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.Alpha.GetAnswerAsync("/v1/styles")))];
        Answer[] nobody = [.. await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.Nobody.GetAnswerAsync("/v1/styles")))];

        Answer refused = alpha.First(answer => answer.Status != 200);
        refused.AssertProblem(429, "rate_limited");
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Contains(nobody, answer => answer.Status == 429);
        Assert.Equal(200, (await service.Beta.GetAnswerAsync("/v1/styles")).Status);
    }
}
