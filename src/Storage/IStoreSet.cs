using SessionService.Sessions.Ports;

namespace SessionService.Storage;

/// <summary>One adapter of every port, over one store: what a host registers. Disposing of it closes the store.</summary>
public interface IStoreSet : IAsyncDisposable
{
    /// <summary>The sessions' logs.</summary>
    IEventLog Log { get; }

    /// <summary>Where logs lie that were moved out of it.</summary>
    ILogArchive Archive { get; }

    /// <summary>The register of sessions.</summary>
    ISessionStore Sessions { get; }

    /// <summary>Projects with their history.</summary>
    IProjectStore Projects { get; }

    /// <summary>Accounts.</summary>
    IUsageStore Usage { get; }

    /// <summary>API keys and server secrets.</summary>
    ICredentialStore Credentials { get; }

    /// <summary>Kept answers.</summary>
    IIdempotencyStore Answers { get; }
}
