namespace SessionService.Grains.Tests.Support;

/// <summary>Adds the stream provider by which segments may come.</summary>
/// <param name="OfSilos">On a silo.</param>
/// <param name="OfClients">On a front end.</param>
internal sealed record ClusterStreams(Action<ISiloBuilder> OfSilos, Action<IClientBuilder> OfClients);
