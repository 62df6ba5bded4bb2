using System.Security.Cryptography;
using SessionService.Music;

namespace SessionService.Storage.Blobs;

/// <summary>
/// What is to be stored, read once and kept beside its hash, because its name must be known before it is sent: in memory
/// while it is small, then in a temporary file.
/// </summary>
public sealed class BlobContent : IAsyncDisposable
{
    private const int InMemory = 1 << 20;

    private BlobContent(Stream stream, string sha256)
    {
        Stream = stream;
        Sha256 = sha256;
    }

    /// <summary>The bytes, from the beginning; can be read more than once.</summary>
    public Stream Stream { get; }

    /// <summary>Hex SHA-256 of them.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">From where it stands.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ArgumentException">It holds more than a blob may.</exception>
    public static async Task<BlobContent> TakeAsync(Stream content, CancellationToken cancellation = default)
    {
        Stream kept = new MemoryStream();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] chunk = new byte[64 * 1024];
            int read;
            while ((read = await content.ReadAsync(chunk, cancellation)) > 0)
            {
                if (kept.Length + read > Limits.BlobBytes)
                {
                    throw new ArgumentException($"A blob has at most {Limits.BlobBytes} bytes.", nameof(content));
                }

                if (kept is MemoryStream && kept.Length + read > InMemory)
                {
                    kept = await MoveToFileAsync(kept, cancellation);
                }

                hash.AppendData(chunk, 0, read);
                await kept.WriteAsync(chunk.AsMemory(0, read), cancellation);
            }

            kept.Position = 0;
            return new BlobContent(kept, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets it.</summary>
    public ValueTask DisposeAsync()
    {
        return Stream.DisposeAsync();
    }

    /// <summary>A file that is gone when it is closed.</summary>
    internal static FileStream TemporaryFile()
    {
        return new FileStream(
            Path.Combine(Path.GetTempPath(), $"blob-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
    }

    private static async Task<Stream> MoveToFileAsync(Stream memory, CancellationToken cancellation)
    {
        FileStream file = TemporaryFile();
        memory.Position = 0;
        await memory.CopyToAsync(file, cancellation);
        await memory.DisposeAsync();
        return file;
    }
}
