using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

/// <summary>A kit of tests that every adapter of a port must pass.</summary>
/// <typeparam name="TStores">The adapters.</typeparam>
public abstract class StoreContract<TStores> : IAsyncDisposable
    where TStores : IStores, new()
{
    protected TStores Stores { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
