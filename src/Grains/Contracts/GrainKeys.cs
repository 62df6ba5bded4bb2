using SessionService.Sessions;

namespace SessionService.Grains.Contracts;

/// <summary>Keys of grains: <c>tenant/id</c>. A tenant's name has no slash, so the first one parts the two.</summary>
public static class GrainKeys
{
    /// <summary>Key of a session.</summary>
    public static string Of(SessionKey session) => $"{session.Tenant.Value}/{session.Id}";

    /// <summary>Key of a project.</summary>
    public static string Of(ProjectKey project) => $"{project.Tenant.Value}/{project.Id}";

    /// <summary>Key of a tenant's quotas.</summary>
    public static string Of(TenantId tenant) => $"{tenant.Value}/quota";

    /// <summary>The tenant and the id of a key.</summary>
    /// <exception cref="ArgumentException">It is no such key.</exception>
    public static (TenantId Tenant, string Id) Parse(string key)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? (new TenantId(key[..slash]), key[(slash + 1)..])
            : throw new ArgumentException($"'{key}' is not tenant/id.", nameof(key));
    }
}
