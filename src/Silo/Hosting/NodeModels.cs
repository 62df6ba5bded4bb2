using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Api.Pages;
using SessionService.Grains.Models;
using SessionService.Inference.Onnx;
using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Music.Composition;
using SessionService.Silo.Options;
using SessionService.Silo.Storage;

namespace SessionService.Silo.Hosting;

/// <summary>Models that write layers of bars, on a silo that has some.</summary>
internal static class NodeModels
{
    /// <summary>Adds them.</summary>
    /// <exception cref="SettingsException">There is no registry, or none that all nodes can read.</exception>
    public static void Add(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        if (service.ModelsInBlobs && options.EffectiveBlobs is { } kind && (kind != BlobKind.Folder || options.OnLoopback))
        {
            services.AddSingleton(provider =>
                new ModelStore(ModelSettings.BlobsOf(service, provider.GetRequiredService<ArchivedStores>().Blobs)!));
        }
        else if (service.ModelsInBlobs)
        {
            throw new SettingsException([$"{Settings.VariablePrefix}ModelsInBlobs is set, and there are no blobs that all nodes can read; set --blobs to s3 or azure."]);
        }

        if (options.Models is not (ModelsKind.Cpu or ModelsKind.Gpu))
        {
            return;
        }

        if (ModelSettings.FolderOf(service).Length == 0)
        {
            throw new SettingsException([$"Cluster:Models (--models) is {options.Models.ToString().ToLowerInvariant()}, and {Settings.VariablePrefix}Models names no folder."]);
        }

        bool gpu = options.Models == ModelsKind.Gpu;
        service.ModelDevice = gpu ? OnnxDevice.Cuda : OnnxDevice.Cpu;
        services.AddSingleton(provider => ModelSettings.Open(
            service, provider.GetRequiredService<IComposer>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegistryPartWriter>>(), provider.GetRequiredService<ArchivedStores>().Blobs,
            store => new GrainModelBlobs(store, provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>()))!);
        services.TryAddSingleton(service);
        services.TryAddSingleton<SitePaths>();
        services.AddHostedService<ShippedModels>();
        services.AddSingleton<IPartWriter>(provider => provider.GetRequiredService<RegistryPartWriter>());
        services.AddSingleton(provider => new LocalPartWriter(
            provider.GetRequiredService<RegistryPartWriter>(), gpu && OnnxLoad.WhyNoCuda is null ? PartDevice.Gpu : PartDevice.Cpu));
    }
}
