using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SessionService.Storage.Redis;

/// <summary>
/// A Lua script, which Redis runs as a whole or not at all. <c>ARGV[1]</c> is always <c>1</c> where it may have run before
/// with the same values, its answer lost on the way, and <c>0</c> the first time.
/// </summary>
internal sealed class RedisScript(string text)
{
    /// <summary>All that the stores use: what a server that was restarted is told again.</summary>
    public static IReadOnlyList<RedisScript> All { get; } =
    [
        LogScripts.Append, LogScripts.Reserve, LogScripts.Move, SessionScripts.Create, SessionScripts.Close, SessionScripts.Note,
        SessionScripts.Moved, ProjectScripts.Create, ProjectScripts.Save,
        ProjectScripts.Undo, ProjectScripts.Redo, ProjectScripts.Delete, ServerScripts.AddUsage, ServerScripts.AddKey,
        ServerScripts.RevokeKey, ServerScripts.MakeSecret, ServerScripts.KeepAnswer,
    ];

    public string Text => text;

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by SHA-1; nothing rests on it.")]
    public byte[] Sha1 { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
