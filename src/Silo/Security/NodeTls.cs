using SessionService.Silo.Options;

namespace SessionService.Silo.Security;

/// <summary>Certificates between nodes.</summary>
internal static class NodeTls
{
    /// <summary>On a silo's connections.</summary>
    public static void Configure(ISiloBuilder silo, NodeOptions options) => Refuse(options);

    /// <summary>On a front end's connections.</summary>
    public static void Configure(IClientBuilder client, NodeOptions options) => Refuse(options);

    private static void Refuse(NodeOptions options)
    {
        if (options.Tls is not null)
        {
            throw new SettingsException(["Cluster:TlsCertificate is set, and this build cannot do it."]);
        }
    }
}
