using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SessionService.Api.Tests.Support;
using SessionService.Music;

namespace SessionService.Api.Tests.Cli;

/// <summary>Packages from an address.</summary>
public sealed class ModelsPullTests
{
    [Fact]
    public async Task A_package_comes_over_HTTP()
    {
        using ModelFolder models = new();
        string archive = models.Archive("1.0.0");
        await using WebApplication site = await SiteAsync(http => http.Response.SendFileAsync(archive));

        (int code, string output, _) = await models.RunAsync("pull", site.Urls.First() + "/it.zip", "--accept-licence");

        Assert.Equal(0, code);
        Assert.Contains("added as a candidate", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        using ModelFolder models = new();
        await using WebApplication site = await SiteAsync(async http =>
        {
            // It ends only when the other side has gone: whoever wants all of it waits for ever.
            byte[] block = new byte[1024 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(block, CancellationToken.None);
            }
        });

        (int code, _, string error) = await models.RunAsync("pull", site.Urls.First() + "/it.zip", "--accept-licence");

        Assert.Equal(1, code);
        Assert.Contains($"more than {Limits.ModelArchiveBytes} bytes", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_no_address_are_said()
    {
        using ModelFolder models = new();
        await using WebApplication site = await SiteAsync(http =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        (int code, _, string error) = await models.RunAsync("pull", site.Urls.First() + "/it.zip", "--accept-licence");
        Assert.Equal(1, code);
        Assert.Contains("it cannot be had", error, StringComparison.Ordinal);
        (code, _, error) = await models.RunAsync("pull", "ftp://127.0.0.1/it.zip", "--accept-licence");
        Assert.Equal(1, code);
        Assert.Contains("http or https", error, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> SiteAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication site = builder.Build();
        site.Run(answer);
        await site.StartAsync();
        return site;
    }
}
