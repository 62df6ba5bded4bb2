using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Models;
using SessionService.Grains.Tests.Support;
using SessionService.Inference.Registry;

namespace SessionService.Grains.Tests.Models;

/// <summary>All silos say the same of models.</summary>
public sealed class GrainModelBlobsTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider time = new();
    private readonly Store store = new();
    private SmallCluster cluster = null!;
    private GrainModelBlobs one = null!;
    private GrainModelBlobs two = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cluster = await SmallCluster.StartAsync(
            options: new SessionClusterOptions { ModelLease = Lease }, more: (_, services) => services.AddSingleton(new ModelStore(store)));
        one = new GrainModelBlobs(store, cluster.Grains, time);
        two = new GrainModelBlobs(store, cluster.Grains, time);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task What_one_silo_changes_the_others_read_when_their_lease_is_over()
    {
        Assert.Empty(await ListAsync(two));
        string name = await ChangeAsync(one, 1);
        Assert.Equal(name, Assert.Single(await ListAsync(one)));
        Assert.Empty(await ListAsync(two));
        time.Advance(Lease);
        Assert.Equal(name, Assert.Single(await ListAsync(two)));
        Assert.Equal(State(1), await two.GetAsync(ModelBlobKind.State, name, 100, Cancellation));
        time.Advance(Lease);
        Assert.Equal(name, Assert.Single(await ListAsync(two)));
        Assert.Equal(State(1), await two.GetAsync(ModelBlobKind.State, name, 100, Cancellation));
    }

    [Fact]
    public async Task Only_the_latest_revision_is_told_whatever_lies_beside_it()
    {
        await store.PutAsync(ModelBlobKind.State, State(3), Cancellation);
        await store.PutAsync(ModelBlobKind.State, State(2), Cancellation);
        string name = Assert.Single(await ListAsync(one));
        Assert.Equal(State(3), await one.GetAsync(ModelBlobKind.State, name, 100, Cancellation));
    }

    [Fact]
    public async Task Who_changes_it_sees_the_store_itself()
    {
        await ListAsync(one);
        string others = await store.PutAsync(ModelBlobKind.State, State(1), Cancellation);
        Assert.Empty(await ListAsync(one));
        string claim = await one.PutAsync(ModelBlobKind.Claim, "mine"u8.ToArray(), Cancellation);
        Assert.Equal(others, Assert.Single(await ListAsync(one)));
        await one.DeleteAsync(ModelBlobKind.Claim, claim, Cancellation);
        Assert.Empty(await ListAsync(one));
    }

    [Fact]
    public async Task It_is_said_still_while_the_store_is_away_and_the_grain_comes_back_elsewhere()
    {
        string name = await ChangeAsync(one, 1);
        await ListAsync(one);
        store.Away = true;
        await cluster.DeactivateAllAsync();
        Assert.Equal(name, (await cluster.Grains.GetGrain<IModelGrain>(IModelGrain.Key).ReadAsync("", look: true)).Name);
    }

    [Fact]
    public async Task Packages_are_the_stores_business()
    {
        string name = await one.PutAsync(ModelBlobKind.Package, "weights"u8.ToArray(), Cancellation);
        Assert.Equal("weights"u8.ToArray(), await two.GetAsync(ModelBlobKind.Package, name, 100, Cancellation));
        Assert.Equal([name], await two.ListAsync(ModelBlobKind.Package, Cancellation));
        Assert.Empty(await ListAsync(two));
    }

    private static Task<IReadOnlyList<string>> ListAsync(GrainModelBlobs blobs) => blobs.ListAsync(ModelBlobKind.State, Cancellation);

    private static byte[] State(long revision) => System.Text.Encoding.UTF8.GetBytes($$"""{"revision":{{revision}}}""");

    private static async Task<string> ChangeAsync(GrainModelBlobs blobs, long revision)
    {
        string claim = await blobs.PutAsync(ModelBlobKind.Claim, "mine"u8.ToArray(), Cancellation);
        string name = await blobs.PutAsync(ModelBlobKind.State, State(revision), Cancellation);
        await blobs.DeleteAsync(ModelBlobKind.Claim, claim, Cancellation);
        return name;
    }

    private sealed class Store : IModelBlobs
    {
        private readonly ConcurrentDictionary<(ModelBlobKind Kind, string Name), byte[]> stored = new();

        public bool Away { get; set; }

        public Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
        {
            string name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
            stored[(kind, name)] = content.ToArray();
            return Task.FromResult(name);
        }

        public Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation) =>
            Task.FromResult(stored.GetValueOrDefault((kind, sha256)));

        public Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation) => Away
            ? throw new RegistryException("The store is away.")
            : Task.FromResult<IReadOnlyList<string>>([.. stored.Keys.Where(blob => blob.Kind == kind).Select(blob => blob.Name)]);

        public Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation) =>
            Task.FromResult(stored.TryRemove((kind, sha256), out _));
    }
}
