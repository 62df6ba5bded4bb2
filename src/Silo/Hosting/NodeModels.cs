using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionService.Api;
using SessionService.Api.Cli;
using SessionService.Api.Pages;
using SessionService.Grains.Models;
using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
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

        bool writes = options.Models is ModelsKind.Cpu or ModelsKind.Gpu;
        if (ModelSettings.FolderOf(service).Length > 0)
        {
            AddSounds(services, service, writes);
        }
        else if (writes)
        {
            throw new SettingsException([$"Cluster:Models (--models) is {options.Models.ToString().ToLowerInvariant()}, and {Settings.VariablePrefix}Models names no folder."]);
        }

        if (writes)
        {
            AddScores(services, service, gpu: options.Models == ModelsKind.Gpu);
        }
    }

    private static void AddScores(IServiceCollection services, ServiceOptions service, bool gpu)
    {
        service.ModelDevice = gpu ? OnnxDevice.Cuda : OnnxDevice.Cpu;
        services.AddSingleton(provider => ModelSettings.Open(
            service, provider.GetRequiredService<IComposer>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegistryPartWriter>>(), provider.GetRequiredService<ArchivedStores>().Blobs, ShareOf(provider))!);
        services.TryAddSingleton(service);
        services.TryAddSingleton<SitePaths>();
        services.AddHostedService<ShippedModels>();
        services.AddSingleton<IPartWriter>(provider => provider.GetRequiredService<RegistryPartWriter>());
        services.AddSingleton(provider => new LocalPartWriter(
            provider.GetRequiredService<RegistryPartWriter>(), gpu && OnnxLoad.WhyNoCuda is null ? PartDevice.Gpu : PartDevice.Cpu));
    }

    // A silo without models takes sessions over whose logs have codes, so the decoders are everywhere; none is loaded before it is needed.
    private static void AddSounds(IServiceCollection services, ServiceOptions service, bool writes)
    {
        if (writes)
        {
            services.AddSingleton(provider => ModelSettings.OpenSounds(
                service, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RegistryPartWriter>>(),
                provider.GetRequiredService<ArchivedStores>().Blobs, ShareOf(provider))!);
            services.AddSingleton(provider =>
            {
                SoundModels own = provider.GetRequiredService<SoundModels>();
                return new LocalSounds(own.Writer, own.Decoders);
            });
            return;
        }

        services.AddSingleton(provider => new RegistryDecoders(
            ModelSettings.RegistryOf(service, provider.GetRequiredService<ArchivedStores>().Blobs)!));
        services.AddSingleton(provider => new LocalSounds(null, provider.GetRequiredService<RegistryDecoders>()));
    }

    private static Func<IModelBlobs, IModelBlobs> ShareOf(IServiceProvider provider) => store =>
        new GrainModelBlobs(store, provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<TimeProvider>());
}
