using System.Globalization;
using System.Text;

namespace SessionService.Inference.Registry;

/// <summary>
/// The right to change a state in a store of blobs. Whoever wants it puts a blob and then lists all such blobs: of two who want it
/// at once at least one sees the other, since what was put is listed from then on, and whoever sees another steps back. What a
/// process left that ended in between is over after a minute.
/// </summary>
internal sealed class BlobClaim : IAsyncDisposable
{
    private const int Tries = 60;
    private const int MostBytes = 256;
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(1);

    private readonly IModelBlobs blobs;
    private readonly string name;

    private BlobClaim(IModelBlobs blobs, string name) => (this.blobs, this.name) = (blobs, name);

    /// <summary>Waits until nobody else has it.</summary>
    /// <exception cref="RegistryException">Somebody has it all the time, or the store cannot be reached.</exception>
    public static async Task<BlobClaim> TakeAsync(IModelBlobs blobs, CancellationToken cancellation)
    {
        for (int i = 0; i < Tries; i++)
        {
            string text = $"{TimeProvider.System.GetUtcNow():O} {Guid.NewGuid():N}";
            BlobClaim claim = new(blobs, await blobs.PutAsync(ModelBlobKind.Claim, Encoding.ASCII.GetBytes(text), cancellation).ConfigureAwait(false));
            bool alone = false;
            try
            {
                alone = await claim.IsAloneAsync(cancellation).ConfigureAwait(false);
                if (alone)
                {
                    return claim;
                }
            }
            finally
            {
                if (!alone)
                {
                    await claim.DisposeAsync().ConfigureAwait(false);
                }
            }

            // The hash parts those who met; nothing that is heard depends on it.
            int apart = Convert.ToInt32(claim.name[..2], 16);
            await Task.Delay(TimeSpan.FromMilliseconds(1 + (Math.Min(i + 1, 16) * apart / 16.0)), cancellation).ConfigureAwait(false);
        }

        throw new RegistryException($"The registry of models was being changed by others {Tries} times in a row.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await blobs.DeleteAsync(ModelBlobKind.Claim, name, CancellationToken.None).ConfigureAwait(false);

    private async Task<bool> IsAloneAsync(CancellationToken cancellation)
    {
        foreach (string other in await blobs.ListAsync(ModelBlobKind.Claim, cancellation).ConfigureAwait(false))
        {
            if (other == name || await blobs.GetAsync(ModelBlobKind.Claim, other, MostBytes, cancellation).ConfigureAwait(false) is not { } content)
            {
                continue;
            }

            string at = Encoding.ASCII.GetString(content).Split(' ')[0];
            bool over = DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out DateTimeOffset since)
                && TimeProvider.System.GetUtcNow() - since > Over;
            if (!over)
            {
                return false;
            }

            await blobs.DeleteAsync(ModelBlobKind.Claim, other, cancellation).ConfigureAwait(false);
        }

        return true;
    }
}
