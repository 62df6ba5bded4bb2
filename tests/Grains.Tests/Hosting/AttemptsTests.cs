using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;

namespace SessionService.Grains.Tests.Hosting;

/// <summary>A silo that is gone costs an attempt, not the request.</summary>
public sealed class AttemptsTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    private readonly WatchedTime time = new();
    private readonly Attempts attempts;
    private int made;

    public AttemptsTests() => attempts = new Attempts(Most, time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_without_an_answer_is_given_up_and_another_is_made()
    {
        Task<string?> answer = attempts.MakeAsync(() => SilentUntil(2, "there"), In(10), Cancellation);
        DateTimeOffset began = time.GetUtcNow();
        Assert.Equal("there", await time.RunOutAsync(answer, Cancellation));
        Assert.Equal(2, made);
        Assert.Equal(Most + TimeSpan.FromMilliseconds(50), time.GetUtcNow() - began);
    }

    [Fact]
    public async Task A_refusal_of_a_silo_is_asked_again_at_once()
    {
        Task<string?> answer = attempts.MakeAsync(
            () => ++made < 3 ? Task.FromException<string>(new SiloUnavailableException("gone")) : Task.FromResult("there"), In(10), Cancellation);
        Assert.Equal("there", await time.RunOutAsync(answer, Cancellation));
    }

    [Fact]
    public async Task All_attempts_together_end_at_the_deadline()
    {
        DateTimeOffset deadline = In(5);
        Task<string?> answer = attempts.MakeAsync(() => SilentUntil(int.MaxValue, ""), deadline, Cancellation);
        Assert.Null(await time.RunOutAsync(answer, Cancellation));
        Assert.Equal(3, made);
        Assert.Equal(deadline, time.GetUtcNow());
    }

    [Fact]
    public async Task What_must_not_be_made_again_waits_for_all_of_its_time()
    {
        Task<string?> answer = attempts.MakeOnceAsync(() => SilentUntil(2, "there"), In(5), Cancellation);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(await answer);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Other_faults_are_the_callers()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => attempts.MakeAsync(
            () => Task.FromException<string>(new UnauthorizedAccessException()), In(5), Cancellation));
    }

    private DateTimeOffset In(double seconds) => time.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    private Task<string> SilentUntil(int attempt, string answer) =>
        ++made >= attempt ? Task.FromResult(answer) : new TaskCompletionSource<string>().Task;
}
