using Orleans.Configuration;

namespace SessionService.Grains.Hosting;

/// <summary>Where the cluster notes which silo each session is on.</summary>
public static class GrainDirectory
{
    /// <summary>
    /// Sets up the directory that hands its entries over. The one that Orleans has as standard forgets the entries that a silo
    /// kept when that silo leaves, and puts every grain away that was entered there, on whichever silo it is: in a cluster of
    /// three, a third of all sessions would be interrupted whenever any silo stops.
    /// </summary>
    /// <param name="silo">A silo; every silo of a cluster needs the same directory.</param>
    public static ISiloBuilder AddSessionDirectory(this ISiloBuilder silo)
    {
        // After a crash it would take no new entry for half a minute, so that nothing runs twice. Here whoever runs twice is
        // refused by the log, and half a minute is a long silence.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);

        // Marked as one whose interface may change, not as one that is not to be relied on.
#pragma warning disable ORLEANSEXP003
        return silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }
}
