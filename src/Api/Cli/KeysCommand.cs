using System.CommandLine;
using System.Globalization;
using SessionService.Api.Auth;
using SessionService.Api.Http;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Cli;

/// <summary><c>keys</c>: makes, lists and revokes API keys, also while the service runs.</summary>
internal static class KeysCommand
{
    /// <summary>The command with its subcommands.</summary>
    /// <param name="common">Options of all commands.</param>
    /// <param name="elsewhere">Where the keys are; null for the data folder.</param>
    public static Command Create(CommonOptions common, StoresElsewhere? elsewhere = null)
    {
        KeysStore store = new(common, elsewhere);
        Command keys = new("keys", "Make, list and revoke API keys.");
        keys.Subcommands.Add(CreateCreate(store));
        keys.Subcommands.Add(CreateList(store));
        keys.Subcommands.Add(CreateRevoke(store));
        return keys;
    }

    private static Command CreateCreate(KeysStore store)
    {
        Option<string> tenant = new("--tenant") { Description = "Whose key it will be.", Required = true, HelpName = "T" };
        Option<string> label = new("--label") { Description = "What it is for.", HelpName = "L", DefaultValueFactory = _ => "" };
        CheckTenant(tenant);
        label.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>()?.Length > Limits.NameLength)
            {
                result.AddError($"A label has at most {Limits.NameLength} characters.");
            }
        });
        Command command = new("create", "Make a key and print it; it cannot be printed again.") { tenant, label };
        command.SetAction((parsed, cancellation) => store.RunAsync(parsed, async (keys, time) =>
        {
            TenantId owner = new(parsed.GetRequiredValue(tenant));
            ApiKey key = await FirstKey.CreateAsync(keys, owner, parsed.GetValue(label) ?? "", time.GetUtcNow(), cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(key.Reveal());
            return 0;
        }));
        return command;
    }

    private static Command CreateList(KeysStore store)
    {
        Option<string?> tenant = new("--tenant") { Description = "Only this tenant's keys.", HelpName = "T" };
        CheckTenant(tenant);
        Command command = new("list", "List keys, without their secrets.") { tenant };
        command.SetAction((parsed, cancellation) => store.RunAsync(parsed, async (keys, _) =>
        {
            TenantId? owner = parsed.GetValue(tenant) is { } name ? new TenantId(name) : null;
            foreach (ApiKeyRecord key in await keys.ListAsync(owner, cancellation))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Join(
                    '\t', key.Id, key.Tenant.Value, key.CreatedAt.ToString("u", CultureInfo.InvariantCulture),
                    key.RevokedAt is { } at ? "revoked " + at.ToString("u", CultureInfo.InvariantCulture) : "works", key.Label));
            }

            return 0;
        }));
        return command;
    }

    private static Command CreateRevoke(KeysStore store)
    {
        Argument<string> id = new("id") { Description = "Public id of the key, as listed: the part after ssk_." };
        Option<string> tenant = new("--tenant") { Description = "Whose key it is.", Required = true, HelpName = "T" };
        CheckTenant(tenant);
        Command command = new("revoke", "Make a key stop working within seconds, and close its sockets.") { id, tenant };
        command.SetAction((parsed, cancellation) => store.RunAsync(parsed, async (keys, time) =>
        {
            TenantId owner = new(parsed.GetRequiredValue(tenant));
            string key = parsed.GetRequiredValue(id);
            if (await keys.RevokeAsync(owner, key, time.GetUtcNow(), cancellation))
            {
                return 0;
            }

            await parsed.InvocationConfiguration.Error.WriteLineAsync($"Tenant {owner} has no key {key}.");
            return 1;
        }));
        return command;
    }

    private static void CheckTenant<T>(Option<T> option)
        where T : class? => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string>() is { } tenant && !Ids.IsTenant(tenant))
        {
            result.AddError("A tenant is 1 to 40 of a–z, 0–9 and hyphen.");
        }
    });
}
