using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Music.Composition;
using SessionService.Sessions.Ports;
using SessionService.Storage.Blobs;

namespace SessionService.Api;

/// <summary>What the operator set about models, as the parts that host them take it.</summary>
internal static partial class ModelSettings
{
    private const int KeyBytes = 32;

    // A list of a bucket costs a request each time; a file costs nothing.
    private static readonly TimeSpan FolderEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SharedEvery = TimeSpan.FromSeconds(10);

    /// <summary>Folder of the registry; empty for no model.</summary>
    public static string FolderOf(ServiceOptions options) => options.Models ?? Path.Combine(options.Data, "models");

    /// <summary>Which packages are let in.</summary>
    /// <exception cref="RegistryException">A key is none.</exception>
    public static PackageTrust TrustOf(ServiceOptions options)
    {
        string[] allowed = Split(options.ModelsAllowed);
        return new PackageTrust
        {
            Allowed = allowed.Length == 0 ? null : allowed.ToHashSet(StringComparer.Ordinal),
            Keys = [.. Split(options.ModelKeys).Select(Key)],
        };
    }

    /// <summary>The registry; null for no model.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="blobs">The service's blobs; null for those in the data folder.</param>
    /// <exception cref="RegistryException">A key is none.</exception>
    public static ModelRegistry? RegistryOf(ServiceOptions options, IBlobStore? blobs = null) =>
        FolderOf(options) is { Length: > 0 } folder ? new ModelRegistry(folder, TrustOf(options), BlobsOf(options, blobs)) : null;

    /// <summary>Opens the registry as the writer of all sessions of this process.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="composer">The rules.</param>
    /// <param name="time">Clock of deadlines and readings.</param>
    /// <param name="logger">Is told what an operator may want to know.</param>
    /// <param name="blobs">The service's blobs; null for those in the data folder.</param>
    /// <param name="share">Stands before the store that nodes share, where the registry is in one; null for nothing.</param>
    /// <returns>Null for no model; rules write everything.</returns>
    /// <exception cref="RegistryException">A key is none.</exception>
    public static RegistryPartWriter? Open(
        ServiceOptions options, IComposer composer, TimeProvider time, ILogger logger, IBlobStore? blobs = null,
        Func<IModelBlobs, IModelBlobs>? share = null)
    {
        ModelHostOptions host = HostOf(options, ModelTask.Score, blobs, share) with { Model = options.ModelName.Length == 0 ? null : options.ModelName };
        OnnxOptions run = new() { Device = options.ModelDevice };
        return ModelHost.Open(host, package => Load(package, run, composer, time, logger), time, notice => Log(logger, notice));
    }

    /// <summary>Opens the registry's audio-token models as the writer of sounds of all sessions of this process.</summary>
    /// <param name="options">What the operator set.</param>
    /// <param name="time">Clock of deadlines and readings.</param>
    /// <param name="logger">Is told what an operator may want to know.</param>
    /// <param name="blobs">The service's blobs; null for those in the data folder.</param>
    /// <param name="share">Stands before the store that nodes share, where the registry is in one; null for nothing.</param>
    /// <returns>Null for no model; rules write everything.</returns>
    /// <exception cref="RegistryException">A key is none.</exception>
    public static SoundModels? OpenSounds(
        ServiceOptions options, TimeProvider time, ILogger logger, IBlobStore? blobs = null, Func<IModelBlobs, IModelBlobs>? share = null)
    {
        ModelHostOptions host = HostOf(options, ModelTask.Codec, blobs, share);
        return ModelHost.Open(host, package => OnnxCodecWriter.Load(package, new OnnxOptions(), time), time, notice => Log(logger, notice)) is { } writer
            ? new SoundModels(writer, new RegistryDecoders(RegistryOf(options, blobs)!))
            : null;
    }

    /// <summary>The store that nodes share; null where the registry is a folder.</summary>
    public static BlobModels? BlobsOf(ServiceOptions options, IBlobStore? blobs) =>
        options.ModelsInBlobs ? new BlobModels(blobs ?? new FolderBlobStore(Path.Combine(options.Data, "blobs"))) : null;

    private static ModelHostOptions HostOf(ServiceOptions options, string task, IBlobStore? blobs, Func<IModelBlobs, IModelBlobs>? share)
    {
        IModelBlobs? shared = BlobsOf(options, blobs);
        return new ModelHostOptions
        {
            Folder = FolderOf(options), Trust = TrustOf(options), Task = task, Blobs = shared is null || share is null ? shared : share(shared),
            ReadEvery = options.ModelsInBlobs ? SharedEvery : FolderEvery,
        };
    }

    private static OnnxScoreWriter Load(ModelPackage package, OnnxOptions run, IComposer composer, TimeProvider time, ILogger logger)
    {
        OnnxScoreWriter writer = OnnxScoreWriter.Load(package, run, composer, time);
        if (writer.Refusal is { } refusal)
        {
            LogProcessor(logger, writer.Name, refusal);
        }

        return writer;
    }

    private static void Log(ILogger logger, RegistryNotice notice)
    {
        switch (notice.Kind)
        {
            case RegistryNoticeKind.Loaded or RegistryNoticeKind.Released or RegistryNoticeKind.Ready or RegistryNoticeKind.Reachable:
                LogNews(logger, notice.Text);
                break;
            default:
                LogTrouble(logger, notice.Text);
                break;
        }
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ReadOnlyMemory<byte> Key(string text)
    {
        byte[] key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out int length) && length == KeyBytes
            ? key
            : throw new RegistryException($"ModelKeys: '{text}' is no Ed25519 public key; {KeyBytes} bytes in base64 were expected.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Models: {Text}")]
    private static partial void LogNews(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models: {Text}")]
    private static partial void LogTrouble(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models: {Model} was to run on a GPU and runs on the processor: {Reason}")]
    private static partial void LogProcessor(ILogger logger, string model, string reason);
}
