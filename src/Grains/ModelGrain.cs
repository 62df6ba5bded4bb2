using System.Security.Cryptography;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Models;

namespace SessionService.Grains;

/// <summary>Keeps what a registry of models says. One activation takes changes one after the other; each is stored before it counts.</summary>
/// <param name="options">How long an answer is lent.</param>
/// <param name="stored">What it says.</param>
[GrainType("model")]
public sealed class ModelGrain(
    SessionClusterOptions options, [PersistentState("models", GrainStorages.Leases)] IPersistentState<ModelState> stored) : Grain, IModelGrain
{
    private string Name => NameOf(stored.State.Json);

    /// <inheritdoc/>
    public Task<ModelStateMessage> ReadAsync(string known) => Task.FromResult(Tell(known));

    /// <inheritdoc/>
    public async Task<ModelStateMessage> WriteAsync(string read, byte[] state)
    {
        if (read == Name)
        {
            ModelState before = stored.State;
            stored.State = new ModelState { Json = state };
            try
            {
                await stored.WriteStateAsync();
            }
            catch
            {
                stored.State = before;
                throw;
            }
        }

        return Tell(string.Empty);
    }

    private static string NameOf(byte[] json) => json.Length == 0 ? string.Empty : Convert.ToHexStringLower(SHA256.HashData(json));

    private ModelStateMessage Tell(string known)
    {
        string name = Name;
        return new ModelStateMessage { Name = name, State = name.Length == 0 || name == known ? null : stored.State.Json, ValidFor = options.ModelLease };
    }
}
