using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace SessionService.Api.Http;

/// <summary>Entity tags (RFC 9110 §8.8) that are a project's revision.</summary>
internal static class Revisions
{
    /// <summary>Sets the ETag of the answer.</summary>
    public static void Set(HttpContext http, string tag) => http.Response.Headers.ETag = $"\"{tag}\"";

    /// <summary>Sets the ETag of the answer to a revision.</summary>
    public static void Set(HttpContext http, long revision) => Set(http, revision.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether the client already has what the tag names (If-None-Match).</summary>
    public static bool IsKnown(HttpContext http, string tag) =>
        http.Request.GetTypedHeaders().IfNoneMatch.Any(candidate =>
            candidate.Equals(EntityTagHeaderValue.Any)
            || candidate.Compare(new EntityTagHeaderValue($"\"{tag}\""), useStrongComparison: false));

    /// <summary>The revision a change expects (If-Match).</summary>
    /// <param name="http">The request.</param>
    /// <param name="expected">The revision; null where the client sent <c>*</c>.</param>
    /// <returns>The problem where the header is missing or names no revision.</returns>
    public static ApiProblem? Require(HttpContext http, out long? expected)
    {
        expected = null;
        IList<EntityTagHeaderValue> tags = http.Request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0)
        {
            return Problems.RevisionRequired();
        }

        if (tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)))
        {
            return null;
        }

        if (tags.Count == 1 && !tags[0].IsWeak
            && long.TryParse(tags[0].Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long revision))
        {
            expected = revision;
            return null;
        }

        // A tag that is not one of ours cannot be the current one.
        return Problems.RevisionMismatch();
    }
}
