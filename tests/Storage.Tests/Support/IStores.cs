using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Tests.Support;

/// <summary>One adapter of every port, to run the contracts against.</summary>
public interface IStores : IAsyncDisposable
{
    FakeTimeProvider Time { get; }

    IEventLog Log { get; }

    ILogArchive Archive { get; }

    ISessionStore Sessions { get; }

    IProjectStore Projects { get; }

    ICredentialStore Credentials { get; }

    IUsageStore Usage { get; }

    IIdempotencyStore Answers { get; }
}
