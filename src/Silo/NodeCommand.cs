using System.CommandLine;

namespace SessionService.Silo;

/// <summary>The program's command line.</summary>
internal static class NodeCommand
{
    /// <summary>The command that runs a node until it is told to stop.</summary>
    public static RootCommand Create()
    {
        Option<string> roles = new("--roles")
        {
            Description = "What this node does: silo, api or silo,api (both).", HelpName = "ROLES", DefaultValueFactory = _ => "silo,api",
        };
        roles.Validators.Add(result =>
        {
            if (Read(result.GetValueOrDefault<string>()) == NodeRoles.None)
            {
                result.AddError("Roles are silo, api or both with a comma between them.");
            }
        });
        Option<string?> data = new("--data") { Description = "Folder of the store that all nodes share (./data).", HelpName = "DIR" };
        Option<string?> urls = new("--urls") { Description = "Where the API listens (http://localhost:5080).", HelpName = "URLS" };
        Option<int> silo = Port("--silo-port", "Port on which silos talk to one another.", new NodeOptions().SiloPort);
        Option<int> gateway = Port("--gateway-port", "Port on which front ends find silos.", new NodeOptions().GatewayPort);
        Option<int?> primary = new("--primary-port") { Description = "Silo port of the first silo, for all others.", HelpName = "N" };
        Option<int> workers = new("--workers")
        {
            Description = "Render threads (one per processor).", HelpName = "N", DefaultValueFactory = _ => new NodeOptions().Workers,
        };
        RootCommand root = new("SessionService as a node of a cluster on one machine.") { roles, data, urls, silo, gateway, primary, workers };
        root.SetAction((parsed, cancellation) => RunAsync(
            new NodeOptions
            {
                Roles = Read(parsed.GetValue(roles)),
                Data = parsed.GetValue(data),
                Urls = parsed.GetValue(urls),
                SiloPort = parsed.GetValue(silo),
                GatewayPort = parsed.GetValue(gateway),
                PrimaryPort = parsed.GetValue(primary),
                Workers = parsed.GetValue(workers),
            },
            cancellation));
        return root;
    }

    private static Option<int> Port(string name, string description, int standard) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };

    private static NodeRoles Read(string? words)
    {
        NodeRoles roles = NodeRoles.None;
        foreach (string word in (words ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            switch (word)
            {
                case "silo":
                    roles |= NodeRoles.Silo;
                    break;
                case "api":
                    roles |= NodeRoles.Api;
                    break;
                default:
                    return NodeRoles.None;
            }
        }

        return roles;
    }

    private static async Task<int> RunAsync(NodeOptions options, CancellationToken cancellation)
    {
        await using Node node = Node.Build(options);
        await node.StartAsync(Console.Out, cancellation);
        await node.WaitAsync(cancellation);
        return 0;
    }
}
