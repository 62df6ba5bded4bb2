namespace SessionService.Inference.Tests.Support;

/// <summary>The packages in <c>models/</c>, and copies of them to spoil.</summary>
internal static class PackageFiles
{
    public static string Tiny => Shipped("score-tiny");

    /// <summary>A package that comes with the source.</summary>
    public static string Shipped(string name) => Path.Combine(Root(), "models", name);

    /// <summary>A copy in a folder that is deleted with it.</summary>
    public static Copy OfTiny() => new(Tiny);

    /// <summary>A file of this project.</summary>
    public static string Data(string name) => Path.Combine(Root(), "tests", "Inference.Tests", "Data", name);

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SessionService.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    internal sealed class Copy : IDisposable
    {
        public Copy(string of)
        {
            Folder = Directory.CreateTempSubdirectory("package-").FullName;
            foreach (string file in Directory.EnumerateFiles(of))
            {
                File.Copy(file, this[Path.GetFileName(file)]);
            }
        }

        public string Folder { get; }

        public string this[string name] => Path.Combine(Folder, name);

        public void Replace(string file, string from, string to)
        {
            string text = File.ReadAllText(this[file]);
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(this[file], text.Replace(from, to, StringComparison.Ordinal));
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
