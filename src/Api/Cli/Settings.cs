using Microsoft.Extensions.Configuration.Memory;

namespace SessionService.Api.Cli;

/// <summary>Reads the settings: command line over <c>SESSIONSERVICE_*</c> variables over <c>appsettings.json</c>.</summary>
internal static class Settings
{
    /// <summary>Start of the variables that are settings, such as <c>SESSIONSERVICE_Demo__Enabled</c>.</summary>
    public const string VariablePrefix = "SESSIONSERVICE_";

    /// <summary>A builder with its configuration complete, and what it says.</summary>
    public static (WebApplicationBuilder Builder, ServiceOptions Options) Read(CommonValues values)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Urls"] = CommonOptions.DefaultUrls,
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            },
        });
        builder.Configuration.AddEnvironmentVariables(VariablePrefix);
        Dictionary<string, string?> given = new(StringComparer.Ordinal);
        if (values.Data is not null)
        {
            given["Data"] = values.Data;
        }

        if (values.Urls is not null)
        {
            given["Urls"] = values.Urls;
        }

        builder.Configuration.AddInMemoryCollection(given);
        ServiceOptions options = builder.Configuration.Get<ServiceOptions>() ?? new ServiceOptions();
        return (builder, options);
    }
}
