using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Postgres;
using SessionService.Testing;

namespace SessionService.Storage.Cluster.Tests.Postgres;

/// <summary>A PostgreSQL of our own on loopback with its data in a folder that is gone after the test. It refuses to run as root.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Account = "postgres";

    private static readonly Lazy<PostgresServer> OfAll = new(() => new PostgresServer());

    private readonly ServerFolder _folder = new();
    private readonly string _programs;
    private readonly string _data;
    private readonly string[] _settings;
    private ServerProcess? _process;

    /// <summary>Makes a database and starts it.</summary>
    /// <param name="settings">As <c>name=value</c>.</param>
    /// <param name="data">Where its data is; a folder of its own where null.</param>
    public PostgresServer(string[]? settings = null, string? data = null)
    {
        _programs = Programs() ?? Missing("PostgreSQL is not installed (Debian package postgresql).");
        _settings = settings ?? [];
        _data = Path.Combine(data ?? _folder.Path, "data");
        if (Environment.IsPrivilegedProcess && Run("chown", [Account, Path.GetDirectoryName(_data)!]) != 0)
        {
            Missing($"There is no account {Account} to run PostgreSQL as.");
        }

        // Small segments: a test may have a small disk.
        Assert.Equal(0, Run(AsAccount(
            Path.Combine(_programs, "initdb"),
            "-D", _data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1")));
        Port = FreePort.Take();
        Start();
    }

    /// <summary>The one that tests share which only need any; each takes a schema of its own.</summary>
    public static PostgresServer Shared => OfAll.Value;

    public int Port { get; }

    public PostgresOptions Options => OptionsAt(Port);

    public static PostgresOptions OptionsAt(int port) =>
        new($"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=test;Database=postgres");

    public static void DisposeShared()
    {
        if (OfAll.IsValueCreated)
        {
            OfAll.Value.Dispose();
        }
    }

    /// <summary>SIGKILL to the server itself; its workers find that out and end.</summary>
    public void Kill()
    {
        _process!.Kill();
    }

    /// <summary>Starts it again on the same data and the same port.</summary>
    public void Start()
    {
        _process?.Dispose();
        List<string> words = ["-D", _data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1"];
        words.AddRange(["-c", "unix_socket_directories=", "-c", "min_wal_size=2MB", "-c", "max_wal_size=8MB", "-c", "max_connections=50"]);
        words.AddRange(["-c", "dynamic_shared_memory_type=mmap"]);
        words.AddRange(_settings.SelectMany(setting => new[] { "-c", setting }));
        string[] command = AsAccount(Path.Combine(_programs, "postgres"), [.. words]);
        for (int tries = 0; ; tries++)
        {
            try
            {
                _process = ServerProcess.Start(command[0], command[1..], "database system is ready to accept connections");
                return;
            }
            catch (InvalidOperationException fault) when (tries < 50 && fault.Message.Contains("still in use", StringComparison.Ordinal))
            {
                // Workers of the killed server still hold its memory; starting takes long enough to be asked again at once.
            }
        }
    }

    /// <summary>Ends the connections of everybody else, as an operator would.</summary>
    public async Task DisconnectAllAsync()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Options.ConnectionString + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        // In good order, so that it leaves no shared memory behind.
        _process?.Signal("INT");
        _process?.WaitForExit();
        _process?.Dispose();
        _folder.Dispose();
    }

    private static string? Programs()
    {
        if (ServerProcess.Find("postgres") is { } found)
        {
            return Path.GetDirectoryName(found);
        }

        // Where Debian has them.
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Max()
            : null;
    }

    // setpriv becomes the program, so that the process has the id that is killed.
    private static string[] AsAccount(string program, params string[] words)
    {
        return Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--clear-groups", "--", program, .. words]
            : [program, .. words];
    }

    private static int Run(string program, string[] words)
    {
        return Run([program, .. words]);
    }

    private static int Run(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Missing(string what)
    {
        Assert.Skip(what);
        return string.Empty;
    }
}
