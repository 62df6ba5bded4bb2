using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Models;
using SessionService.Inference.Registry;
using SessionService.Music;

namespace SessionService.Grains;

/// <summary>
/// Reads the registry of models for all silos. What it read last is kept, and handed out while the registry cannot be read: a
/// session's model does not change because a store is away.
/// </summary>
/// <param name="services">Of the silo: where its registry is, if it has one.</param>
/// <param name="options">How long an answer is lent.</param>
/// <param name="time">Clock of that.</param>
/// <param name="logger">Told of what could not be read.</param>
/// <param name="stored">What the registry said last.</param>
[GrainType("model")]
public sealed class ModelGrain(
    IServiceProvider services, SessionClusterOptions options, TimeProvider time, ILogger<ModelGrain> logger,
    [PersistentState("models", GrainStorages.Leases)] IPersistentState<ModelState> stored) : Grain, IModelGrain
{
    private readonly IModelBlobs? blobs = services.GetService<ModelStore>()?.Blobs;
    private readonly Dictionary<string, long> revisions = new(StringComparer.Ordinal);
    private long? lookedAt;

    /// <inheritdoc/>
    public async Task<ModelStateMessage> ReadAsync(string known, bool look)
    {
        if (blobs is not null && (look || lookedAt is not { } at || time.GetElapsedTime(at) >= options.ModelLease))
        {
            lookedAt = time.GetTimestamp();
            await LookAsync(blobs);
        }

        string name = NameOf(stored.State.Json);
        return new ModelStateMessage
        {
            Name = name, State = name.Length == 0 || name == known ? null : stored.State.Json, ValidFor = options.ModelLease,
        };
    }

    private static string NameOf(byte[] json) => json.Length == 0 ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(json));

    private static long RevisionOf(byte[] json)
    {
        using JsonDocument state = JsonDocument.Parse(json);
        return state.RootElement.GetProperty("revision").GetInt64();
    }

    private async Task LookAsync(IModelBlobs from)
    {
        try
        {
            byte[] head = stored.State.Json;
            long revision = head.Length == 0 ? -1 : RevisionOf(head);
            foreach (string name in await from.ListAsync(ModelBlobKind.State, CancellationToken.None))
            {
                if (revisions.TryGetValue(name, out long known) && known <= revision)
                {
                    continue;
                }

                if (await from.GetAsync(ModelBlobKind.State, name, Limits.ModelRegistryBytes, CancellationToken.None) is { } json)
                {
                    revisions[name] = RevisionOf(json);
                    (head, revision) = revisions[name] > revision ? (json, revisions[name]) : (head, revision);
                }
            }

            if (!ReferenceEquals(head, stored.State.Json))
            {
                stored.State = new ModelState { Json = head };
                await stored.WriteStateAsync();
            }
        }
        catch (Exception fault) when (fault is RegistryException or JsonException or KeyNotFoundException)
        {
            Log.NotRead(logger, fault);
        }
    }
}
