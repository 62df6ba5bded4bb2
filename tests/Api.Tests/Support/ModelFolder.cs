using System.CommandLine;
using System.IO.Compression;
using SessionService.Api.Cli;

namespace SessionService.Api.Tests.Support;

/// <summary>A folder for a registry of models, packages to bring in, and the <c>models</c> commands on it.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sessionservice-models-").FullName;

    public string Registry => Path.Combine(_root, "registry");

    /// <summary>score-tiny of a version of one's own, in a folder.</summary>
    public string Package(string version)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "tiny-" + version)).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository(), "models", "score-tiny")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        string manifest = Path.Combine(folder, "model.json");
        string text = File.ReadAllText(manifest).Replace("\"version\": \"0.0.1\"", $"\"version\": \"{version}\"", StringComparison.Ordinal)
            .Replace("\"attribution\": []", "\"attribution\": [\"With thanks to nobody.\"]", StringComparison.Ordinal);
        File.WriteAllText(manifest, text);
        return folder;
    }

    /// <summary>The same as an archive.</summary>
    public string Archive(string version)
    {
        string file = Path.Combine(_root, $"tiny-{version}.zip");
        ZipFile.CreateFromDirectory(Package(version), file);
        return file;
    }

    /// <summary>Runs a command on the registry.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        CommonOptions common = new();
        RootCommand root = new() { common.Data, common.Urls };
        root.Subcommands.Add(ModelsCommand.Create(common));
        using StringWriter output = new();
        using StringWriter error = new();
        int code = await root.Parse(["models", .. args, "--models", Registry])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs commands that have to succeed; each is one line.</summary>
    public async Task MakeAsync(params string[] lines)
    {
        foreach (string line in lines)
        {
            (int code, _, string error) = await RunAsync(line.Split(' '));
            Assert.Equal((line, 0, ""), (line, code, error));
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Repository()
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
}
