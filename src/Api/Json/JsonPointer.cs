using System.Globalization;
using System.Text;

namespace SessionService.Api.Json;

/// <summary>JSON Pointers (RFC 6901) from the paths that System.Text.Json reports, such as <c>$.map.scenes[0]['a.b']</c>.</summary>
internal static class JsonPointer
{
    /// <summary>Converts a path; null and <c>$</c> give the whole document.</summary>
    public static string FromPath(string? path)
    {
        if (string.IsNullOrEmpty(path) || path[0] != '$')
        {
            return "";
        }

        StringBuilder pointer = new();
        int at = 1;
        while (at < path.Length)
        {
            int end;
            string token;
            if (path.AsSpan(at).StartsWith("['", StringComparison.Ordinal)
                && (end = path.IndexOf("']", at, StringComparison.Ordinal)) > 0)
            {
                token = path[(at + 2)..end];
                at = end + 2;
            }
            else if (path[at] == '[' && (end = path.IndexOf(']', at)) > 0)
            {
                token = path[(at + 1)..end];
                at = end + 1;
            }
            else
            {
                int start = path[at] == '.' ? at + 1 : at;
                end = path.IndexOfAny(['.', '['], start);
                end = end < 0 ? path.Length : end;
                token = path[start..end];
                at = Math.Max(end, at + 1);
            }

            pointer.Append('/').Append(Escape(token));
        }

        return pointer.ToString();
    }

    /// <summary>A pointer with one more token.</summary>
    public static string Append(string pointer, string token) => $"{pointer}/{Escape(token)}";

    /// <summary>A pointer with one more index.</summary>
    public static string Append(string pointer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    private static string Escape(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
