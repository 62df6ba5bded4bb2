using SessionService.Grains.Contracts;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;

namespace SessionService.Grains;

/// <summary>A project's place in the cluster: its changes happen here, one after the other, and are in the store when answered.</summary>
/// <param name="stores">The stores that all nodes share.</param>
[GrainType("project")]
public sealed class ProjectGrain(HostStores stores) : Grain, IProjectGrain, ITenantBound
{
    private readonly IProjectStore projects = stores.Projects;

    private ProjectKey Key
    {
        get
        {
            (TenantId tenant, string id) = GrainKeys.Parse(this.GetPrimaryKeyString());
            return new ProjectKey(tenant, id);
        }
    }

    /// <inheritdoc/>
    public async Task<ProjectMessage?> CreateAsync(SaveProjectMessage first) =>
        (await projects.CreateAsync(Key, first.Name ?? Key.Id, first.MapJson, first.Comment))?.ToMessage();

    /// <inheritdoc/>
    public async Task<ProjectChangeMessage> SaveAsync(SaveProjectMessage version) =>
        (await projects.SaveAsync(Key, version.MapJson, version.Comment, version.ExpectedRevision)).ToMessage();

    /// <inheritdoc/>
    public async Task<ProjectChangeMessage> UndoAsync(long? expectedRevision) =>
        (await projects.UndoAsync(Key, expectedRevision)).ToMessage();

    /// <inheritdoc/>
    public async Task<ProjectChangeMessage> RedoAsync(long? expectedRevision) =>
        (await projects.RedoAsync(Key, expectedRevision)).ToMessage();

    /// <inheritdoc/>
    public async Task<ProjectChangeMessage> DeleteAsync(long? expectedRevision) =>
        new() { Change = await projects.DeleteAsync(Key, expectedRevision) };
}
