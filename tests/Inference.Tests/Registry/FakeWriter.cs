using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Writes at once and says who it is, unless a test has it do worse.</summary>
internal sealed class FakeWriter(string version) : IPartWriter, IDisposable
{
    public Func<PartRequest, CancellationToken, Task<PartAnswer>>? Instead { get; set; }

    public int Asked { get; private set; }

    public bool Disposed { get; private set; }

    public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        Assert.False(Disposed, "It was asked after it was let go of.");
        Asked++;
        return Instead is { } other ? other(request, cancellation) : Task.FromResult(Bars.Done(version));
    }

    public void Dispose() => Disposed = true;

    public static Func<PartRequest, CancellationToken, Task<PartAnswer>> Always(SequenceEnd end) =>
        (_, _) => Task.FromResult(PartAnswer.None(end, TimeSpan.Zero));
}

/// <summary>The writers of a host, by version.</summary>
internal sealed class FakeWriters
{
    private readonly Dictionary<string, FakeWriter> made = new(StringComparer.Ordinal);

    public Dictionary<string, Exception> Refuse { get; } = new(StringComparer.Ordinal);

    public List<string> Loads { get; } = [];

    public Dictionary<string, Func<PartRequest, CancellationToken, Task<PartAnswer>>> Instead { get; } = new(StringComparer.Ordinal);

    public FakeWriter this[string version] => made[version];

    public IPartWriter Make(ModelPackage package)
    {
        string version = package.Manifest.Version;
        lock (made)
        {
            Loads.Add(version);
            return Refuse.TryGetValue(version, out Exception? fault)
                ? throw fault
                : made[version] = new FakeWriter(version) { Instead = Instead.GetValueOrDefault(version) };
        }
    }
}
