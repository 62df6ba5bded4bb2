namespace SessionService.Api.Probes;

/// <summary>Something without which the process must get no work.</summary>
internal interface IReadinessCheck
{
    /// <summary>What it is, in a word.</summary>
    string Name { get; }

    /// <summary>Whether it is there; throwing is saying no.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellation);
}
