using System.Diagnostics.CodeAnalysis;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Tests.Fakes;

/// <summary>A listener that tests feed; bounded, and skipping to live when full, as the port says.</summary>
internal sealed class FakeListener(ListenRequest request, long firstSample, int capacity) : IListener
{
    private readonly Lock _lock = new();
    private readonly Queue<ListenerItem> _items = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    public ListenRequest Request { get; } = request;

    public long FirstSample { get; } = firstSample;

    public bool Resumed { get; } = request.FromSample is not null;

    public IReadOnlyList<(int Index, string Name)> Streams { get; } =
        request.Streams == StreamSelection.Mix ? [(0, "mix")] : [(1, "drums"), (2, "effects")];

    /// <summary>Completed when the socket let go of this listener.</summary>
    public Task Released => _released.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Publish(ListenerItem item)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (item is AudioItem audio && _items.Count >= capacity)
            {
                // A notice that was not taken either is part of what is left out now.
                long from = _items.OfType<SkippedNotice>().FirstOrDefault()?.FromSample
                    ?? _items.OfType<AudioItem>().First().Segment.FirstSample;
                _items.Clear();
                _items.Enqueue(new SkippedNotice(from, audio.Segment.FirstSample));
                _available.Release();
            }

            _items.Enqueue(item);
        }

        _available.Release();
    }

    public async ValueTask<ListenerItem?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _available.WaitAsync(cancellation);
            lock (_lock)
            {
                if (_items.TryDequeue(out ListenerItem? item))
                {
                    return item;
                }
            }
        }
    }

    public bool TryRead([NotNullWhen(true)] out ListenerItem? item)
    {
        lock (_lock)
        {
            return _items.TryDequeue(out item);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _released.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
