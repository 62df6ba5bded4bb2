using System.Globalization;
using SessionService.Sessions.Ports;
using SessionService.Storage.Cluster.Bench;
using SessionService.Storage.Postgres;
using SessionService.Storage.Redis;
using SessionService.Storage.Sqlite;

// FOLDER REDIS POSTGRES SECONDS SESSIONS...: appends to SQLite in a folder, to a Redis and to a PostgreSQL, turn and turn about.
// The servers must be there, their data on the same disk as the folder.
if (args.Length < 5)
{
    await Console.Error.WriteLineAsync("usage: FOLDER REDIS-CONFIGURATION POSTGRES-CONNECTION-STRING SECONDS SESSIONS...");
    return 2;
}

await using SqliteDatabase sqlite = SqliteDatabase.Open(args[0]);
await using RedisStores redis = await RedisStores.OpenAsync(new RedisOptions(args[1]) { Prefix = "bench" });
await using PostgresStores postgres = await PostgresStores.OpenAsync(new PostgresOptions(args[2]) { Schema = "bench" });
(string Name, IEventLog Log)[] stores = [("SQLite", new SqliteEventLog(sqlite)), ("Redis", redis.Log), ("PostgreSQL", postgres.Log)];
var length = TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture));

// The first of each is compiling and connecting.
foreach ((_, IEventLog log) in stores)
{
    await AppendRun.MeasureAsync(log, 20, TimeSpan.FromSeconds(1));
}

Console.WriteLine("| store | sessions | entries/s | answer p50 ms | p99 ms | max ms |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (int sessions in args[4..].Select(word => int.Parse(word, CultureInfo.InvariantCulture)))
{
    foreach ((string name, IEventLog log) in stores)
    {
        AppendRun run = await AppendRun.MeasureAsync(log, sessions, length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {sessions} | {run.PerSecond:F0} | {run.Median_ms:F2} | {run.High_ms:F1} | {run.Most_ms:F0} |"));
    }
}

return 0;
