using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>
/// What every silo has to do, in one place; the key is <see cref="Key"/>. It keeps nothing that the next reports do not
/// bring again.
/// </summary>
[Alias("load.grain")]
public interface ILoadGrain : IGrainWithStringKey
{
    /// <summary>Key of the only one.</summary>
    const string Key = "loads";

    /// <summary>Takes a silo's report; to be called about once a second.</summary>
    /// <returns>The last report of every silo, and what the reporting one shall give away.</returns>
    [Alias("report")]
    Task<LoadTableMessage> ReportAsync(SiloLoadMessage load);
}
