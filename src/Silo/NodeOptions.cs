namespace SessionService.Silo;

/// <summary>What a node of the cluster does.</summary>
[Flags]
internal enum NodeRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Holds sessions and renders them.</summary>
    Silo = 1,

    /// <summary>Serves clients: REST, sockets, pages.</summary>
    Api = 2,
}

/// <summary>How a node runs.</summary>
internal sealed record NodeOptions
{
    /// <summary>What it does; the default is both.</summary>
    public NodeRoles Roles { get; init; } = NodeRoles.Silo | NodeRoles.Api;

    /// <summary>Folder of the embedded store, which all nodes of the machine share; null for the service's own default.</summary>
    public string? Data { get; init; }

    /// <summary>Where the API listens; null for the service's own default.</summary>
    public string? Urls { get; init; }

    /// <summary>Port on which silos talk to one another; the default is 11111.</summary>
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Port on which a silo serves front ends, or at which a front end finds one; the default is 30000.</summary>
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>Silo port of the node that keeps the list of nodes; null where it is this one.</summary>
    public int? PrimaryPort { get; init; }

    /// <summary>Render threads of a silo; the default is the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
