using System.IO.Compression;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// Zip archives from outside: no more files and bytes come out than a package may have, whatever the archive says of itself,
/// and none outside the folder.
/// </summary>
internal static class PackageArchive
{
    /// <summary>Writes the archive's files into a folder. They lie at its top, or all in one folder of it.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="source">What it is called, for messages.</param>
    /// <param name="into">An empty folder.</param>
    /// <exception cref="PackageException">It is no archive, too large, or has names that no package has.</exception>
    public static void Extract(byte[] archive, string source, string into)
    {
        if (archive.Length > Limits.ModelArchiveBytes)
        {
            throw new PackageException(source, $"the archive has {archive.Length} bytes; at most {Limits.ModelArchiveBytes} are taken.");
        }

        try
        {
            using ZipArchive zip = new(new MemoryStream(archive, writable: false), ZipArchiveMode.Read);
            ZipArchiveEntry[] files = [.. zip.Entries.Take(2 * Limits.ModelFiles).Where(entry => !entry.FullName.EndsWith('/'))];
            if (zip.Entries.Count > 2 * Limits.ModelFiles || files.Length > Limits.ModelFiles)
            {
                throw new PackageException(source, $"the archive has {zip.Entries.Count} entries; at most {Limits.ModelFiles} files are taken.");
            }

            string top = TopOf(files);
            long left = Limits.ModelBytes + Limits.ModelManifestBytes;
            foreach (ZipArchiveEntry entry in files)
            {
                string name = Plain(entry.FullName, top, source);
                left -= Copy(entry, Path.Combine(into, name), left, source);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new PackageException(source, $"it is no zip archive that can be read: {fault.Message}", fault);
        }
    }

    private static string TopOf(ZipArchiveEntry[] files)
    {
        if (files.Length == 0 || files[0].FullName.IndexOf('/', StringComparison.Ordinal) is not (> 0 and int slash))
        {
            return "";
        }

        string top = files[0].FullName[..(slash + 1)];
        return IsPlain(top[..slash]) && files.All(file => file.FullName.StartsWith(top, StringComparison.Ordinal)) ? top : "";
    }

    private static string Plain(string fullName, string top, string source)
    {
        string name = fullName[top.Length..];
        return IsPlain(name) ? name : throw new PackageException(source, $"the archive has a file '{fullName}'; plain names at its top were expected.");
    }

    /// <summary>Whether a name can be that of a package's file.</summary>
    internal static bool IsPlain(string name) =>
        name.Length is > 0 and <= Limits.NameLength * 2 && name[0] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    // The length in the archive's directory is a claim; what counts is what comes out.
    private static long Copy(ZipArchiveEntry entry, string path, long most, string source)
    {
        using Stream from = entry.Open();
        using FileStream to = new(path, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            total += read;
            if (total > most)
            {
                throw new PackageException(source, $"the archive unpacks to more than {Limits.ModelBytes} bytes.");
            }

            to.Write(buffer.AsSpan(0, read));
        }

        return total;
    }
}
