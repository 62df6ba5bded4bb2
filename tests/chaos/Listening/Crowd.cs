using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SessionService.Chaos.Cluster;

namespace SessionService.Chaos.Listening;

/// <summary>The visitors, each with a session of its own.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>
    /// The sparsest music there is, so that a hundred of them fit on a small machine: a pad, and in the other scene a pad in
    /// another key.
    /// </summary>
    public const string Map = """
        {
          "format": 1, "name": "chaos", "key": "C", "start": "calm",
          "scenes": {
            "calm": { "style": "ambient", "mode": "major", "layers": { "pad": { "part": "chords" } } },
            "stirred": { "style": "ambient", "mode": "minor", "layers": { "pad": { "part": "chords" } } }
          },
          "transitions": [ { "from": "*", "to": "*", "sync": "bar" } ],
          "events": { "stir": { "do": [{ "scene": "stirred" }] }, "calm": { "do": [{ "scene": "calm" }] } }
        }
        """;

    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http;
    private Task listening = Task.CompletedTask;

    private Crowd(Town town, Settings settings)
    {
        http = new HttpClient { BaseAddress = town.FrontEnds[0].Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", town.Key);
        Uri[] frontEnds = [.. town.FrontEnds.Select(node => node.Address)];
        Visitors =
        [
            .. Enumerable.Range(0, settings.Sessions).Select(i => new Visitor(
                $"s{i:000}", frontEnds, i, town.Key, i < settings.Recorded, TimeSpan.FromSeconds(settings.CommandEvery))),
        ];
    }

    public IReadOnlyList<Visitor> Visitors { get; }

    /// <summary>Makes the sessions and begins to listen.</summary>
    public static async Task<Crowd> GatherAsync(Town town, Settings settings)
    {
        var crowd = new Crowd(town, settings);
        await Parallel.ForEachAsync(
            crowd.Visitors, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (visitor, _) => await crowd.CreateAsync(visitor));
        List<Task> visits = [];
        foreach (Visitor visitor in crowd.Visitors)
        {
            // They do not all come in the same second.
            visits.Add(visitor.RunAsync(crowd.stop.Token));
            await Task.Delay(100);
        }

        crowd.listening = Task.WhenAll(visits);
        return crowd;
    }

    /// <summary>Sessions that the service no longer knows.</summary>
    public async Task<int> LostAsync()
    {
        int lost = 0;
        foreach (Visitor visitor in Visitors)
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"v1/sessions/{visitor.Session}", UriKind.Relative));
            lost += answer.IsSuccessStatusCode ? 0 : 1;
        }

        return lost;
    }

    /// <summary>Everybody leaves.</summary>
    public async Task LeaveAsync()
    {
        await stop.CancelAsync();
        await listening;
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        foreach (Visitor visitor in Visitors)
        {
            visitor.Dispose();
        }

        http.Dispose();
        stop.Dispose();
    }

    private async Task CreateAsync(Visitor visitor)
    {
        var body = new JsonObject { ["id"] = visitor.Session, ["map"] = JsonNode.Parse(Map), ["seed"] = "7" };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri("v1/sessions", UriKind.Relative), body);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{visitor.Session}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
