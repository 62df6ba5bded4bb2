using System.Text;

namespace SessionService.Architecture.Tests;

/// <summary>C# source with comments and literals blanked out, so that rules about names do not meet prose.</summary>
internal static class CSharpText
{
    /// <summary>The code alone; line breaks stay, so that line numbers hold.</summary>
    /// <param name="source">C# source that compiles.</param>
    public static string CodeOnly(string source)
    {
        StringBuilder code = new(source.Length);
        int at = 0;
        while (at < source.Length)
        {
            int end = EndOfBlank(source, at);
            if (end == at)
            {
                code.Append(source[at++]);
                continue;
            }

            for (; at < end; at++)
            {
                code.Append(source[at] == '\n' ? '\n' : ' ');
            }
        }

        return code.ToString();
    }

    /// <summary>Where the comment or literal that begins here ends; <paramref name="at"/> itself where none begins.</summary>
    private static int EndOfBlank(string source, int at)
    {
        ReadOnlySpan<char> rest = source.AsSpan(at);
        if (rest.StartsWith("//"))
        {
            return After(source, at, "\n");
        }

        if (rest.StartsWith("/*"))
        {
            return After(source, at + 2, "*/");
        }

        if (rest[0] == '\'')
        {
            return EndOfQuoted(source, at + 1, '\'');
        }

        if (rest[0] != '"')
        {
            return at;
        }

        int quotes = 0;
        while (quotes < rest.Length && rest[quotes] == '"')
        {
            quotes++;
        }

        if (quotes >= 3)
        {
            return After(source, at + quotes, new string('"', quotes));
        }

        bool verbatim = at > 0 && (source[at - 1] == '@' || (at > 1 && source[at - 1] == '$' && source[at - 2] == '@'));
        return verbatim ? EndOfVerbatim(source, at + 1) : EndOfQuoted(source, at + 1, '"');
    }

    private static int After(string source, int from, string mark)
    {
        int found = source.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? source.Length : found + mark.Length;
    }

    private static int EndOfQuoted(string source, int at, char quote)
    {
        while (at < source.Length && source[at] != quote && source[at] != '\n')
        {
            at += source[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, source.Length);
    }

    private static int EndOfVerbatim(string source, int at)
    {
        while (at < source.Length)
        {
            if (source[at] == '"')
            {
                if (at + 1 >= source.Length || source[at + 1] != '"')
                {
                    return at + 1;
                }

                at++;
            }

            at++;
        }

        return source.Length;
    }
}
