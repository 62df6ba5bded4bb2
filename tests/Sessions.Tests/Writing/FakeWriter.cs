using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Sessions.Tests.Writing;

/// <summary>A model that writes the draft's notes a step higher, or does what a test says.</summary>
internal sealed class FakeWriter(Func<PartRequest, CancellationToken, Task<PartAnswer>>? answer = null) : IPartWriter
{
    private readonly List<PartRequest> requests = [];

    public IReadOnlyList<PartRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        lock (requests)
        {
            requests.Add(request);
        }

        return answer is null ? Task.FromResult(Higher(request)) : answer(request, cancellation);
    }

    public static PartAnswer Higher(PartRequest request)
    {
        ulong outline = BarOutline.Of(request.Draft.Context, request.Draft.Chords);
        return new PartAnswer(SequenceEnd.Done, [.. request.Layers.Select(layer => new WrittenPart(
            layer, request.Draft.Context.Bar, outline, "fake 1.2.3", 99, Notes(request, layer)))], TimeSpan.FromMilliseconds(1));
    }

    private static Note[] Notes(PartRequest request, int layer) =>
    [
        .. Enumerable.Range(0, 4).Select(beat => new Note(
            layer, beat * 960, 700, (byte)(64 + ((request.Draft.Context.Bar + beat) % 7)), 100)),
    ];
}
