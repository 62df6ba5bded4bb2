using SessionService.Grains.Contracts;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Grains.Hosting;

/// <summary>Projects as a front end sees them: changes go through the project's grain, reading goes to the shared store.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="shared">The store that all nodes share.</param>
public sealed class ClusterProjectStore(IGrainFactory grains, IProjectStore shared) : IProjectStore
{
    /// <inheritdoc/>
    public async Task<ProjectRecord?> CreateAsync(
        ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default)
    {
        CallScope.Enter(key.Tenant);
        var first = new SaveProjectMessage { Name = name, MapJson = mapJson, Comment = comment };
        ProjectMessage? project = await AskAsync(key, grain => grain.CreateAsync(first), cancellation);
        return project?.ToRecord(key);
    }

    /// <inheritdoc/>
    public Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default) =>
        shared.FindAsync(key, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectRecord>> ListAsync(
        TenantId tenant, string? after, int limit, CancellationToken cancellation = default) =>
        shared.ListAsync(tenant, after, limit, cancellation);

    /// <inheritdoc/>
    public Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default) =>
        shared.CountAsync(tenant, cancellation);

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default)
    {
        var version = new SaveProjectMessage { MapJson = mapJson, Comment = comment, ExpectedRevision = expectedRevision };
        return ChangeAsync(key, grain => grain.SaveAsync(version), cancellation);
    }

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default) =>
        ChangeAsync(key, grain => grain.UndoAsync(expectedRevision), cancellation);

    /// <inheritdoc/>
    public Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(
        ProjectKey key, long? expectedRevision, CancellationToken cancellation = default) =>
        ChangeAsync(key, grain => grain.RedoAsync(expectedRevision), cancellation);

    /// <inheritdoc/>
    public Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default) =>
        shared.FindVersionAsync(key, version, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectVersion>> HistoryAsync(
        ProjectKey key, int? before, int limit, CancellationToken cancellation = default) =>
        shared.HistoryAsync(key, before, limit, cancellation);

    /// <inheritdoc/>
    public async Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default) =>
        (await ChangeAsync(key, grain => grain.DeleteAsync(expectedRevision), cancellation)).Change;

    private async Task<(ProjectChange Change, ProjectRecord? Project)> ChangeAsync(
        ProjectKey key, Func<IProjectGrain, Task<ProjectChangeMessage>> change, CancellationToken cancellation) =>
        (await AskAsync(key, change, cancellation)).ToChange(key);

    private async Task<T> AskAsync<T>(ProjectKey key, Func<IProjectGrain, Task<T>> ask, CancellationToken cancellation)
    {
        CallScope.Enter(key.Tenant);
        try
        {
            return await ask(grains.GetGrain<IProjectGrain>(GrainKeys.Of(key))).WaitAsync(cancellation);
        }
        catch (Exception fault) when (fault is Orleans.Runtime.OrleansException or TimeoutException or IOException)
        {
            throw new StoreUnavailableException("No node of the cluster took the change.", fault);
        }
    }
}
