using SessionService.Sessions;
using StackExchange.Redis;

namespace SessionService.Storage.Redis;

/// <summary>
/// The names of keys. What stands in braces decides the slot of Redis Cluster: a session's log has a slot of its own, what
/// else belongs to a tenant lies together, so that a script may touch all of it.
/// </summary>
internal sealed class RedisKeys(string prefix)
{
    public RedisKey Secrets { get; } = $"{prefix}:{{server}}:secrets";

    public RedisKey ApiKeys { get; } = $"{prefix}:{{server}}:api-keys";

    /// <summary>Set of all tenants that ever had a session.</summary>
    public RedisKey Tenants { get; } = $"{prefix}:{{server}}:tenants";

    /// <summary>Written before replicas are waited for.</summary>
    public RedisKey Fence { get; } = $"{prefix}:{{server}}:fence";

    /// <summary>List of entries, the index being the sequence.</summary>
    public RedisKey Log(SessionKey session) => $"{prefix}:log:{{{session.Tenant}/{session.Id}}}";

    /// <summary>Number: the highest reservation.</summary>
    public RedisKey Reservation(SessionKey session) => $"{prefix}:reserved:{{{session.Tenant}/{session.Id}}}";

    /// <summary>Hash: where the log lies that was moved.</summary>
    public RedisKey Moved(SessionKey session) => $"{prefix}:moved:{{{session.Tenant}/{session.Id}}}";

    /// <summary>Hash: one session.</summary>
    public RedisKey Session(SessionKey session) => Of(session.Tenant, "session", session.Id);

    /// <summary>Sorted set of all session ids, by their bytes.</summary>
    public RedisKey Sessions(TenantId tenant) => Of(tenant, "sessions");

    /// <summary>Set of the ids of open sessions.</summary>
    public RedisKey OpenSessions(TenantId tenant) => Of(tenant, "open-sessions");

    /// <summary>Sorted set of the ids of closed sessions whose logs were not moved, by the millisecond of closing since 0001-01-01.</summary>
    public RedisKey ClosedSessions(TenantId tenant) => Of(tenant, "closed-sessions");

    /// <summary>Hash: one project.</summary>
    public RedisKey Project(ProjectKey project) => Of(project.Tenant, "project", project.Id);

    /// <summary>Hash: versions of a project, fields <c>n:map</c>, <c>n:parent</c> and so on.</summary>
    public RedisKey Versions(ProjectKey project) => Of(project.Tenant, "versions", project.Id);

    /// <summary>List: what redo brings back, the next one last.</summary>
    public RedisKey Undone(ProjectKey project) => Of(project.Tenant, "undone", project.Id);

    /// <summary>Sorted set of all project ids, by their bytes.</summary>
    public RedisKey Projects(TenantId tenant) => Of(tenant, "projects");

    /// <summary>What one change of a project came to, for an hour.</summary>
    public RedisKey Operation(TenantId tenant, Guid id) => Of(tenant, "operation", id.ToString("N"));

    /// <summary>Sorted set of a tenant's accounts, by time.</summary>
    public RedisKey Usage(TenantId tenant) => Of(tenant, "usage");

    /// <summary>Sorted set of a session's accounts, by time.</summary>
    public RedisKey Usage(SessionKey session) => Of(session.Tenant, "usage", session.Id);

    /// <summary>Hash of kept answers.</summary>
    public RedisKey Answers(TenantId tenant) => Of(tenant, "answers");

    /// <summary>Sorted set of the keys of kept answers, by time.</summary>
    public RedisKey AnswerTimes(TenantId tenant) => Of(tenant, "answer-times");

    private RedisKey Of(TenantId tenant, string what) => $"{prefix}:{{{tenant}}}:{what}";

    private RedisKey Of(TenantId tenant, string what, string id) => $"{prefix}:{{{tenant}}}:{what}:{id}";
}
