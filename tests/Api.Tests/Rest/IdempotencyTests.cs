using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Rest;

public sealed class IdempotencyTests
{
    private const string Body = $$"""{"map":{{TestService.Map}}}""";

    [Fact]
    public async Task The_same_request_gets_the_same_answer_again()
    {
        await using TestService service = await TestService.StartAsync();

        Answer first = await service.Alpha.PostAsync("/v1/projects", ProjectBody("p"), ("Idempotency-Key", "k"));
        Answer again = await service.Alpha.PostAsync("/v1/projects", ProjectBody("p"), ("Idempotency-Key", "k"));

        Assert.Equal((201, first.Text), (again.Status, again.Text));
        Assert.Equal((first.Header("Location"), first.Header("ETag")), (again.Header("Location"), again.Header("ETag")));
        Assert.Equal((null, "true"), (first.Header("Idempotent-Replayed"), again.Header("Idempotent-Replayed")));
    }

    [Fact]
    public async Task Without_a_key_it_is_another_request()
    {
        await using TestService service = await TestService.StartAsync();

        Answer first = await service.Alpha.PostAsync("/v1/sessions", Body);
        Answer second = await service.Alpha.PostAsync("/v1/sessions", Body);

        Assert.NotEqual((string?)first.Json["session"], (string?)second.Json["session"]);
    }

    [Fact]
    public async Task A_key_is_good_for_one_request()
    {
        await using TestService service = await TestService.StartAsync();
        await service.Alpha.PostAsync("/v1/sessions", Body, ("Idempotency-Key", "k"));

        (await service.Alpha.PostAsync("/v1/sessions", Body + " ", ("Idempotency-Key", "k"))).AssertProblem(422, "idempotency_key_reused");
        (await service.Alpha.PostAsync("/v1/projects", Body, ("Idempotency-Key", "k"))).AssertProblem(422, "idempotency_key_reused");
        (await service.Alpha.PostAsync("/v1/sessions", Body, ("Idempotency-Key", new string('k', 129)))).AssertProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task A_request_that_failed_may_be_corrected_under_its_key()
    {
        await using TestService service = await TestService.StartAsync();

        Answer failed = await service.Alpha.PostAsync("/v1/sessions", "{}", ("Idempotency-Key", "k"));
        Answer corrected = await service.Alpha.PostAsync("/v1/sessions", Body, ("Idempotency-Key", "k"));

        failed.AssertProblem(422, "invalid_input");
        Assert.Equal(201, corrected.Status);
    }

    [Fact]
    public async Task While_the_first_is_under_way_the_second_is_told_to_wait()
    {
        await using TestService service = await TestService.StartAsync();
        string path = $"/v1/sessions/{await service.SessionAsync()}/events";
        const string Event = """{"type":"event","id":"a","event":"x"}""";
        TaskCompletionSource commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Host.Commit = commit;

        Task<Answer> first = service.Alpha.PostAsync(path, Event, ("Idempotency-Key", "k"));
        while (service.Host.Batches.IsEmpty)
        {
            await Task.Yield();
        }

        Answer second = await service.Alpha.PostAsync(path, Event, ("Idempotency-Key", "k"));
        commit.SetResult();

        second.AssertProblem(409, "idempotency_key_busy");
        Assert.Equal(200, (await first).Status);
    }

    private static string ProjectBody(string id) => $$"""{"id":"{{id}}","name":"P","map":{{TestService.Map}}}""";
}
