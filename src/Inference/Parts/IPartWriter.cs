namespace SessionService.Inference.Parts;

/// <summary>
/// Writes layers of a bar ahead of time, by a model. Safe for any number of threads; never blocks its caller, and always
/// answers: what cannot be done in time is answered as such, and the rules play.
/// </summary>
public interface IPartWriter
{
    /// <summary>Writes layers of one bar.</summary>
    /// <param name="request">Which, from what and by when.</param>
    /// <param name="cancellation">Gives it up; the answer comes all the same, soon.</param>
    Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation);
}
