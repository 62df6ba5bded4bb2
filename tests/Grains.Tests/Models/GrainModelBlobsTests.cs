using System.Collections.Concurrent;
using System.Security.Cryptography;
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
    private SmallCluster cluster = null!;
    private GrainModelBlobs one = null!;
    private GrainModelBlobs two = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cluster = await SmallCluster.StartAsync(options: new SessionClusterOptions { ModelLease = Lease });
        var packages = new Packages();
        one = new GrainModelBlobs(packages, cluster.Grains, time);
        two = new GrainModelBlobs(packages, cluster.Grains, time);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task What_one_silo_writes_the_others_read_when_their_lease_is_over()
    {
        Assert.Empty(await ListAsync(two));
        string name = await WriteAsync(one, "first");
        Assert.Equal(name, Assert.Single(await ListAsync(one)));
        Assert.Empty(await ListAsync(two));
        time.Advance(Lease);
        Assert.Equal(name, Assert.Single(await ListAsync(two)));
        Assert.Equal("first"u8.ToArray(), await two.GetAsync(ModelBlobKind.State, name, 100, Cancellation));
        Assert.Null(await two.GetAsync(ModelBlobKind.State, name, 4, Cancellation));
        time.Advance(Lease);
        Assert.Equal(name, Assert.Single(await ListAsync(two)));
        Assert.Equal("first"u8.ToArray(), await two.GetAsync(ModelBlobKind.State, name, 100, Cancellation));
    }

    [Fact]
    public async Task Of_two_who_change_the_same_one_is_taken_and_both_know_which()
    {
        await WriteAsync(one, "first");
        time.Advance(Lease);
        await ListAsync(two);
        string taken = await WriteAsync(one, "of one");
        string refused = await WriteAsync(two, "of two");
        Assert.NotEqual(taken, refused);
        Assert.Equal(taken, Assert.Single(await ListAsync(two)));
        string next = await WriteAsync(two, "of two, again");
        Assert.Equal(next, Assert.Single(await ListAsync(two)));
    }

    [Fact]
    public async Task It_is_said_still_when_the_silo_of_the_grain_is_lost()
    {
        string name = await WriteAsync(one, "first");
        await cluster.DeactivateAllAsync();
        Assert.Equal(name, (await cluster.Grains.GetGrain<IModelGrain>(IModelGrain.Key).ReadAsync("")).Name);
    }

    [Fact]
    public async Task Packages_stay_in_the_store_of_blobs()
    {
        string name = await one.PutAsync(ModelBlobKind.Package, "weights"u8.ToArray(), Cancellation);
        Assert.Equal("weights"u8.ToArray(), await two.GetAsync(ModelBlobKind.Package, name, 100, Cancellation));
        Assert.Equal([name], await two.ListAsync(ModelBlobKind.Package, Cancellation));
        Assert.Empty(await ListAsync(two));
    }

    private static Task<IReadOnlyList<string>> ListAsync(GrainModelBlobs blobs) => blobs.ListAsync(ModelBlobKind.State, Cancellation);

    private static Task<string> WriteAsync(GrainModelBlobs blobs, string text) =>
        blobs.PutAsync(ModelBlobKind.State, System.Text.Encoding.UTF8.GetBytes(text), Cancellation);

    private sealed class Packages : IModelBlobs
    {
        private readonly ConcurrentDictionary<string, byte[]> stored = new(StringComparer.Ordinal);

        public Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
        {
            string name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
            stored[name] = content.ToArray();
            return Task.FromResult(name);
        }

        public Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation) =>
            Task.FromResult(stored.GetValueOrDefault(sha256));

        public Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<string>>([.. stored.Keys]);

        public Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation) => Task.FromResult(stored.TryRemove(sha256, out _));
    }
}
