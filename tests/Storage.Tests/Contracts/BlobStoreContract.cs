using System.Security.Cryptography;
using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

/// <summary>A store of blobs to run the contract against, and a way to damage what it holds.</summary>
public interface IBlobs : IAsyncDisposable
{
    IBlobStore Store { get; }

    /// <summary>Puts other bytes under a blob's name, behind the store's back.</summary>
    Task DamageAsync(BlobKey blob);
}

public abstract class BlobStoreContract<TBlobs> : IAsyncDisposable
    where TBlobs : IBlobs, new()
{
    protected TBlobs Blobs { get; } = new();

    private IBlobStore Store => Blobs.Store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await Blobs.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_blob_is_named_by_its_bytes_and_read_back()
    {
        BlobKey blob = await Put("abc");

        // FIPS 180-4's own example.
        Assert.Equal(new BlobKey(Make.Ann, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), blob);
        Assert.Equal("abc", Encoding.UTF8.GetString((await Read(blob))!));
        Assert.Equal(blob, await Put("abc"));
        Assert.True(await Store.ExistsAsync(blob, Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000)]
    public async Task Small_and_large_ones_come_back_whole(int size)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(size);
        BlobKey blob = await Store.PutAsync(Make.Ann, new Trickle(bytes), Token);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), blob.Sha256);
        Assert.Equal(bytes, await Read(blob));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        BlobKey blob = await Put("abc");
        BlobKey theirs = blob with { Tenant = Make.Bob };
        Assert.Null(await Read(theirs));
        Assert.False(await Store.ExistsAsync(theirs, Token));
        Assert.False(await Store.DeleteAsync(theirs, Token));
        Assert.Empty(await List(Make.Bob, ""));
        Assert.NotNull(await Read(blob));
    }

    [Fact]
    public async Task What_is_deleted_is_gone()
    {
        BlobKey blob = await Put("abc");
        Assert.True(await Store.DeleteAsync(blob, Token));
        Assert.False(await Store.DeleteAsync(blob, Token));
        Assert.False(await Store.ExistsAsync(blob, Token));
        Assert.Null(await Read(blob));
        Assert.Equal(blob, await Put("abc"));
        Assert.NotNull(await Read(blob));
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_names_and_can_be_narrowed()
    {
        List<BlobKey> put = [];
        for (int i = 0; i < 40; i++)
        {
            put.Add(await Put($"blob {i}"));
        }

        put.Sort((a, b) => string.CompareOrdinal(a.Sha256, b.Sha256));
        Assert.Equal(put, await List(Make.Ann, ""));
        string prefix = put[7].Sha256[..1];
        Assert.Equal(put.Where(blob => blob.Sha256.StartsWith(prefix, StringComparison.Ordinal)), await List(Make.Ann, prefix));
        Assert.Equal([put[7]], await List(Make.Ann, put[7].Sha256));
        Assert.Empty(await List(Make.Ann, "../"));
    }

    [Fact]
    public async Task Damage_is_told_at_the_end()
    {
        BlobKey blob = await Put("abc");
        await Blobs.DamageAsync(blob);
        await Assert.ThrowsAsync<BlobDamagedException>(() => Read(blob));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ba78")]
    public async Task A_name_that_is_no_hash_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Read(new BlobKey(Make.Ann, name)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ExistsAsync(new BlobKey(Make.Ann, name), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(new BlobKey(Make.Ann, name), Token));
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_nothing()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(
            () => Store.PutAsync(Make.Ann, new Trickle(new byte[2_000_000], failing: true), Token));
        Assert.Empty(await List(Make.Ann, ""));
    }

    private Task<BlobKey> Put(string text)
    {
        return Store.PutAsync(Make.Ann, new MemoryStream(Encoding.UTF8.GetBytes(text)), Token);
    }

    private async Task<byte[]?> Read(BlobKey blob)
    {
        await using Stream? stream = await Store.OpenAsync(blob, Token);
        if (stream is null)
        {
            return null;
        }

        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private async Task<List<BlobKey>> List(TenantId tenant, string prefix)
    {
        List<BlobKey> found = [];
        await foreach (BlobKey blob in Store.ListAsync(tenant, prefix, Token))
        {
            found.Add(blob);
        }

        return found;
    }

    /// <summary>Gives its bytes in uneven pieces, and cannot be rewound; or fails at the end.</summary>
    private sealed class Trickle(byte[] bytes, bool failing = false) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            return failing && Position == Length
                ? throw new EndOfStreamException("The sender went away.")
                : base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_007)], cancellationToken);
        }
    }
}
