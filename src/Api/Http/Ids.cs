using System.Buffers;
using SessionService.Music;

namespace SessionService.Api.Http;

/// <summary>The shape of ids that come from outside.</summary>
internal static class Ids
{
    /// <summary>What an id may be, for people.</summary>
    public const string Expected = "Expected 1 to 64 of A–Z, a–z, 0–9, hyphen and underscore.";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> AllowedInTenant =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a project's or session's id has the right shape.</summary>
    public static bool IsValid(string id) =>
        id.Length is > 0 and <= Limits.IdLength && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Whether a tenant's name has the right shape.</summary>
    public static bool IsTenant(string tenant) =>
        tenant.Length is > 0 and <= Limits.TenantLength && !tenant.AsSpan().ContainsAnyExcept(AllowedInTenant);
}
