using System.Diagnostics.CodeAnalysis;
using SessionService.Music.Performance;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Hosting;

/// <summary>What a session is made from.</summary>
/// <param name="Tenant">Whose it will be.</param>
/// <param name="Id">Its id, or null to have one made.</param>
/// <param name="Project">Project to play; null where <paramref name="MapJson"/> is given.</param>
/// <param name="Version">Version to pin; null for the project's current one.</param>
/// <param name="MapJson">An inline adaptive map; null where a project is given.</param>
/// <param name="Seed">Seed, or null to have one drawn (it is then kept).</param>
public sealed record CreateSession(TenantId Tenant, string? Id, string? Project, int? Version, string? MapJson, ulong? Seed);

/// <summary>Why a host refused.</summary>
public enum Refusal
{
    /// <summary>The tenant has no such session, project or version.</summary>
    NotFound,

    /// <summary>The input is wrong; see the faults.</summary>
    Invalid,

    /// <summary>The id is taken.</summary>
    Conflict,

    /// <summary>A limit is reached; try later or close something.</summary>
    Full,

    /// <summary>The session is closed.</summary>
    Gone,

    /// <summary>The store cannot take writes now; nothing was acknowledged.</summary>
    Unavailable,
}

/// <summary>What was wrong, and where.</summary>
/// <param name="Path">JSON Pointer (RFC 6901) into the input, empty for the whole.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record Fault(string Path, string Message);

/// <summary>An operation's value, or why there is none.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed record Outcome<T>
{
    private Outcome(T? value, Refusal? refusal, IReadOnlyList<Fault> faults)
    {
        Value = value;
        Refusal = refusal;
        Faults = faults;
    }

    /// <summary>The value; meaningful only where <see cref="Refusal"/> is null.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused; null on success.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What was wrong; empty on success.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>A success.</summary>
    public static Outcome<T> Ok(T value) => new(value, null, []);

    /// <summary>A refusal.</summary>
    public static Outcome<T> Refused(Refusal refusal, params Fault[] faults) => new(default, refusal, faults);
}

/// <summary>An acknowledgement with what only the host knows.</summary>
/// <param name="Acknowledgement">Where it sounds.</param>
/// <param name="PredictedDelayMs">
/// From now until the first cue leaves the live edge, in milliseconds; a player adds its own buffer. Null where there is
/// no cue or nobody listens.
/// </param>
public sealed record SubmittedCommand(Acknowledgement Acknowledgement, double? PredictedDelayMs);

/// <summary>What a listener wants.</summary>
/// <param name="Format">Encoding.</param>
/// <param name="Streams">The mix, or a stream per layer.</param>
/// <param name="FromSample">Where it left off; null, or a sample that is no longer kept, starts at the live edge.</param>
public sealed record ListenRequest(AudioFormat Format, StreamSelection Streams, long? FromSample);

/// <summary>One listener of one session; reading is done by one task at a time.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>Sample of the first audio it will get.</summary>
    long FirstSample { get; }

    /// <summary>Whether it goes on exactly where it left off.</summary>
    bool Resumed { get; }

    /// <summary>Names of the streams by index, such as <c>mix</c>.</summary>
    IReadOnlyList<(int Index, string Name)> Streams { get; }

    /// <summary>The next item; waits for it. Null when the stream has ended and everything was read.</summary>
    ValueTask<ListenerItem?> ReadAsync(CancellationToken cancellation);

    /// <summary>The next item where one waits already. The last of a stream is an <see cref="EndNotice"/>.</summary>
    bool TryRead([NotNullWhen(true)] out ListenerItem? item);
}

/// <summary>
/// Where sessions live. The single-process host and the cluster both are one; the tenant is in every key, and another
/// tenant's session is <see cref="Refusal.NotFound"/>, as one that never was.
/// </summary>
public interface ISessionHost
{
    /// <summary>Whether Opus can be encoded here.</summary>
    bool OpusAvailable { get; }

    /// <summary>Creates a session; durable when it completes.</summary>
    Task<Outcome<SessionState>> CreateAsync(CreateSession request, CancellationToken cancellation);

    /// <summary>
    /// Applies commands in order and completes when they are durable: one answer each. A command whose id came before
    /// gets its first answer, with <see cref="CommandStatus.Duplicate"/>.
    /// </summary>
    Task<Outcome<IReadOnlyList<SubmittedCommand>>> SubmitAsync(
        SessionKey session, IReadOnlyList<Command> commands, CancellationToken cancellation);

    /// <summary>The state now.</summary>
    Task<Outcome<SessionState>> StateAsync(SessionKey session, CancellationToken cancellation);

    /// <summary>Acknowledgements given, in order, after the command with id <paramref name="after"/>.</summary>
    Task<Outcome<IReadOnlyList<Acknowledgement>>> CuesAsync(
        SessionKey session, string? after, int limit, CancellationToken cancellation);

    /// <summary>Moves the session to another version of its project at the next bar line.</summary>
    Task<Outcome<SubmittedCommand>> MoveToVersionAsync(
        SessionKey session, string commandId, int version, CancellationToken cancellation);

    /// <summary>Begins to listen; music renders while at least one listener is there.</summary>
    Task<Outcome<IListener>> ListenAsync(SessionKey session, ListenRequest request, CancellationToken cancellation);

    /// <summary>Closes a session for good; its log stays.</summary>
    Task<Outcome<SessionState>> CloseAsync(SessionKey session, CancellationToken cancellation);
}
