using Microsoft.Extensions.Time.Testing;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Registry;

/// <summary>A host over a registry in a folder, with writers that do as they are told and a clock that a test moves.</summary>
internal sealed class HostFixture : IDisposable
{
    private readonly List<RegistryNotice> notices = [];

    public HostFixture(RegistryFolder folder, Func<ModelPackage, IPartWriter>? writers = null)
    {
        Folder = folder;
        Host = ModelHost.Open(
            new ModelHostOptions { Folder = folder.Registry.Folder }, writers ?? Writers.Make, Time,
            notice =>
            {
                lock (notices)
                {
                    notices.Add(notice);
                }
            })!;
    }

    public RegistryFolder Folder { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public FakeWriters Writers { get; } = new();

    public RegistryPartWriter Host { get; }

    public RegistryNoticeKind[] Notices
    {
        get
        {
            lock (notices)
            {
                return [.. notices.Select(notice => notice.Kind)];
            }
        }
    }

    public ModelEntry Stored => Folder.Registry.Read().Models[0];

    /// <summary>One bar; what it began in the background is over afterwards.</summary>
    public async Task<PartAnswer> AskAsync(string session = "s", string? project = null)
    {
        PartAnswer answer = await Host.WriteAsync(Bars.Request(session, project: project), TestContext.Current.CancellationToken);
        await Host.WhenIdleAsync();
        return answer;
    }

    /// <summary>Who writes for a session once all is loaded; null for rules.</summary>
    public async Task<string?> WriterAsync(string session = "s", string? project = null)
    {
        await AskAsync(session, project);
        PartAnswer answer = await AskAsync(session, project);
        return answer.End == SequenceEnd.Done ? answer.Parts[0].Writer : null;
    }

    /// <summary>Has the registry read again.</summary>
    public async Task LookAgainAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(31));
        _ = Host.State;
        await Host.WhenIdleAsync();
    }

    public long Count(string version, SequenceEnd end) =>
        Host.Outcomes.FirstOrDefault(one => one.Version == version)?.Of(end) ?? 0;

    public void Dispose()
    {
        Host.Dispose();
        Folder.Dispose();
    }
}
