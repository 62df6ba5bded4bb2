using System.Collections.Concurrent;
using SessionService.Inference.Parts;

namespace SessionService.Grains.Tests.Models;

/// <summary>A model that does as the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedWriter(Func<PartRequest, Task<PartAnswer>> write) : IPartWriter
{
    public ConcurrentQueue<PartRequest> Asked { get; } = new();

    public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        Asked.Enqueue(request);
        return write(request);
    }
}
