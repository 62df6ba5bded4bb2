using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class ProjectStoreContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private static readonly ProjectKey Key = Make.Project("p");

    private IProjectStore Projects => Stores.Projects;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_project_has_one_version_and_nothing_to_undo()
    {
        ProjectRecord made = (await Projects.CreateAsync(Key, "Shop", "{\"é\":1}", "first", Token))!;
        Assert.Equal(new ProjectRecord(Key, "Shop", 1, 1, false, false, 1, Make.Noon, Make.Noon), made);
        Assert.Equal(made, await Projects.FindAsync(Key, Token));
        Assert.Null(await Projects.CreateAsync(Key, "Other", "{}", "", Token));
        ProjectVersion version = (await Projects.FindVersionAsync(Key, 1, Token))!;
        const string sha256 = "ddcfcf4765da163969972bb20660092ca2787782d9352d1d8a38e93f70acf3bf"; // printf '{"é":1}' | sha256sum
        Assert.Equal(new ProjectVersion(Key, 1, 0, "first", "{\"é\":1}", version.Sha256, Make.Noon), version);
        Assert.Equal(sha256, version.Sha256);
    }

    [Fact]
    public async Task Undo_and_redo_walk_the_history_and_delete_nothing()
    {
        await Create(3);
        Assert.Equal((2, 3, true, true), Shape(await Done(Projects.UndoAsync(Key, null, Token))));
        Assert.Equal((1, 3, false, true), Shape(await Done(Projects.UndoAsync(Key, null, Token))));
        Assert.Equal(ProjectChange.Nothing, (await Projects.UndoAsync(Key, null, Token)).Change);
        Assert.Equal((2, 3, true, true), Shape(await Done(Projects.RedoAsync(Key, null, Token))));
        Assert.Equal((3, 3, true, false), Shape(await Done(Projects.RedoAsync(Key, null, Token))));
        Assert.Equal(ProjectChange.Nothing, (await Projects.RedoAsync(Key, null, Token)).Change);
        Assert.Equal([3, 2, 1], (await Projects.HistoryAsync(Key, null, 10, Token)).Select(version => version.Version));
    }

    [Fact]
    public async Task Saving_after_an_undo_forgets_what_could_be_redone_but_keeps_it_readable()
    {
        await Create(3);
        await Done(Projects.UndoAsync(Key, null, Token));
        ProjectRecord saved = await Done(Projects.SaveAsync(Key, "{\"v\":4}", "branch", null, Token));
        Assert.Equal((4, 4, true, false), Shape(saved));
        Assert.Equal(2, (await Projects.FindVersionAsync(Key, 4, Token))!.Parent);
        Assert.Equal("{\"v\":3}", (await Projects.FindVersionAsync(Key, 3, Token))!.MapJson);

        // Undo goes by parents, past the version that was undone before.
        Assert.Equal((2, 4, true, true), Shape(await Done(Projects.UndoAsync(Key, null, Token))));
        Assert.Equal((4, 4, true, false), Shape(await Done(Projects.RedoAsync(Key, null, Token))));
    }

    [Fact]
    public async Task Every_change_moves_the_revision_and_a_stale_one_is_refused()
    {
        await Create(2);
        Assert.Equal(2, (await Projects.FindAsync(Key, Token))!.Revision);
        Stores.Time.Advance(TimeSpan.FromMinutes(1));
        ProjectRecord undone = await Done(Projects.UndoAsync(Key, 2, Token));
        Assert.Equal((3L, Make.Noon, Make.Noon.AddMinutes(1)), (undone.Revision, undone.CreatedAt, undone.ChangedAt));
        Assert.Equal(ProjectChange.Conflict, (await Projects.SaveAsync(Key, "{}", "", 2, Token)).Change);
        Assert.Equal(ProjectChange.Conflict, (await Projects.UndoAsync(Key, 2, Token)).Change);
        Assert.Equal(ProjectChange.Conflict, (await Projects.RedoAsync(Key, 2, Token)).Change);
        Assert.Equal(ProjectChange.Conflict, await Projects.DeleteAsync(Key, 2, Token));
        Assert.Equal(undone, await Projects.FindAsync(Key, Token));
        Assert.Equal(4, (await Done(Projects.RedoAsync(Key, 3, Token))).Revision);
    }

    [Fact]
    public async Task Of_two_who_save_on_one_revision_one_wins()
    {
        await Create(1);
        (ProjectChange Change, ProjectRecord?)[] both = await Task.WhenAll(
            Projects.SaveAsync(Key, "{\"a\":1}", "", 1, Token), Projects.SaveAsync(Key, "{\"b\":1}", "", 1, Token));
        Assert.Equal([ProjectChange.Done, ProjectChange.Conflict], both.Select(outcome => outcome.Change).Order());
        Assert.Equal(2, (await Projects.FindAsync(Key, Token))!.Latest);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        await Create(2);
        ProjectKey theirs = Make.Project("p", Make.Bob);
        Assert.Null(await Projects.FindAsync(theirs, Token));
        Assert.Null(await Projects.FindVersionAsync(theirs, 1, Token));
        Assert.Empty(await Projects.HistoryAsync(theirs, null, 10, Token));
        Assert.Empty(await Projects.ListAsync(Make.Bob, null, 10, Token));
        Assert.Equal(0, await Projects.CountAsync(Make.Bob, Token));
        Assert.Equal(ProjectChange.NotFound, (await Projects.SaveAsync(theirs, "{}", "", null, Token)).Change);
        Assert.Equal(ProjectChange.NotFound, (await Projects.UndoAsync(theirs, null, Token)).Change);
        Assert.Equal(ProjectChange.NotFound, (await Projects.RedoAsync(theirs, null, Token)).Change);
        Assert.Equal(ProjectChange.NotFound, await Projects.DeleteAsync(theirs, null, Token));
        Assert.Equal(2, (await Projects.FindAsync(Key, Token))!.Current);
    }

    [Fact]
    public async Task A_deleted_project_is_gone_with_its_versions_and_the_key_is_free()
    {
        await Create(3);
        await Done(Projects.UndoAsync(Key, null, Token));
        Assert.Equal(ProjectChange.Done, await Projects.DeleteAsync(Key, 4, Token));
        Assert.Null(await Projects.FindAsync(Key, Token));
        Assert.Null(await Projects.FindVersionAsync(Key, 1, Token));
        ProjectRecord again = (await Projects.CreateAsync(Key, "Again", "{}", "", Token))!;
        Assert.Equal((1, 1, false, false), Shape(again));
    }

    [Fact]
    public async Task Lists_and_histories_come_by_pages()
    {
        await Create(4);
        await Projects.CreateAsync(Make.Project("q"), "Q", "{}", "", Token);
        await Projects.CreateAsync(Make.Project("P"), "P", "{}", "", Token);
        Assert.Equal(["P", "p"], (await Projects.ListAsync(Make.Ann, null, 2, Token)).Select(project => project.Key.Id));
        Assert.Equal(["q"], (await Projects.ListAsync(Make.Ann, "p", 2, Token)).Select(project => project.Key.Id));
        Assert.Equal(3, await Projects.CountAsync(Make.Ann, Token));
        Assert.Equal([4, 3], (await Projects.HistoryAsync(Key, null, 2, Token)).Select(version => version.Version));
        Assert.Equal([2, 1], (await Projects.HistoryAsync(Key, 3, 9, Token)).Select(version => version.Version));
    }

    [Fact]
    public async Task Versions_end_at_the_limit()
    {
        await Create(1);
        List<Task<(ProjectChange Change, ProjectRecord?)>> saves =
            [.. Enumerable.Range(0, Limits.VersionsPerProject).Select(_ => Projects.SaveAsync(Key, "{}", "", null, Token))];
        var outcomes = await Task.WhenAll(saves);
        Assert.Equal(Limits.VersionsPerProject - 1, outcomes.Count(outcome => outcome.Change == ProjectChange.Done));

        // Saves that are under way together may arrive in any order; one of them is too many.
        Assert.Equal(1, outcomes.Count(outcome => outcome.Change == ProjectChange.Full));
        Assert.Equal(Limits.VersionsPerProject, (await Projects.FindAsync(Key, Token))!.Latest);
    }

    private async Task Create(int versions)
    {
        await Projects.CreateAsync(Key, "Shop", "{\"v\":1}", "", Token);
        for (int version = 2; version <= versions; version++)
        {
            await Done(Projects.SaveAsync(Key, $$"""{"v":{{version}}}""", "", null, Token));
        }
    }

    private static async Task<ProjectRecord> Done(Task<(ProjectChange Change, ProjectRecord? Project)> change)
    {
        (ProjectChange outcome, ProjectRecord? project) = await change;
        Assert.Equal(ProjectChange.Done, outcome);
        return project!;
    }

    private static (int Current, int Latest, bool CanUndo, bool CanRedo) Shape(ProjectRecord project)
    {
        return (project.Current, project.Latest, project.CanUndo, project.CanRedo);
    }
}
