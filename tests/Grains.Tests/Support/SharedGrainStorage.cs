using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace SessionService.Grains.Tests.Support;

/// <summary>Grain storage that outlives silos, as a database does; what was read must be what is replaced.</summary>
internal sealed class SharedGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string ETag, object? State)> states = new();
    private int written;

    /// <summary>How often something was written.</summary>
    public int Written => written;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (states.TryGetValue((stateName, grainId), out (string ETag, object? State) found))
        {
            grainState.State = (T)found.State!;
            grainState.ETag = found.ETag;
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string tag = Interlocked.Increment(ref written).ToString(CultureInfo.InvariantCulture);
        states.AddOrUpdate(
            (stateName, grainId), (tag, grainState.State),
            (_, before) => before.ETag == grainState.ETag ? (tag, grainState.State) : throw new InconsistentStateException());
        grainState.ETag = tag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        states.TryRemove((stateName, grainId), out _);
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
