using System.Net;
using Microsoft.Extensions.Configuration;
using SessionService.Music.Time;
using SessionService.Silo.Hosting;
using SessionService.Silo.Options;
using SessionService.Storage.Azure;
using SessionService.Storage.S3;

namespace SessionService.Silo.Tests.Options;

/// <summary>What an operator writes, and what is said of it where it cannot be right.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public void Nothing_set_is_a_node_with_both_roles_on_one_machine()
    {
        NodeOptions options = Read();
        Assert.Equal(new NodeOptions(), options);
        Assert.True(options.OnLoopback);
        Assert.Equal(0, options.Operations);
        Assert.Equal(GrainStateKind.Memory, options.EffectiveGrainStorage);
    }

    [Fact]
    public void A_silo_on_Redis_is_read_whole()
    {
        NodeOptions options = Read(
            ("Roles", "silo"), ("Clustering", "Redis"), ("Stores", "redis"), ("Redis", "cache:6379,password=x"), ("ClusterId", "blue"),
            ("Address", "10.1.2.3"), ("SiloPort", "1001"), ("GatewayPort", "1002"), ("OperationsPort", "1003"), ("Workers", "7"),
            ("StopSeconds", "140"), ("ProbeMilliseconds", "400"), ("MissedProbes", "2"), ("Votes", "1"));
        Assert.Equal(NodeRoles.Silo, options.Roles);
        Assert.Equal((ClusteringKind.Redis, StoreKind.Redis, GrainStateKind.Redis), (options.Clustering, options.Stores, options.EffectiveGrainStorage));
        Assert.Equal(("cache:6379,password=x", "blue", "sessionservice"), (options.Redis, options.ClusterId, options.ServiceId));
        Assert.Equal((IPAddress.Parse("10.1.2.3"), 1001, 1002, 1003, 7), (options.Address, options.SiloPort, options.GatewayPort, options.Operations, options.Workers));
        Assert.Equal(TimeSpan.FromSeconds(140), options.StopTime);
        Assert.Equal(new DetectionOptions { Probe = TimeSpan.FromMilliseconds(400), Missed = 2, Votes = 1 }, options.Detection);
        Assert.False(options.OnLoopback);
    }

    [Fact]
    public void Blobs_in_a_bucket_or_a_container_are_read_whole()
    {
        NodeOptions bucket = Read(
            ("Blobs", "s3"), ("S3Bucket", "logs"), ("S3Endpoint", "http://minio:9000"), ("S3Region", "eu-1"), ("S3AccessKey", "a"), ("S3SecretKey", "b"),
            ("BlobPrefix", "p/"), ("Segments", "streams"));
        Assert.Equal(
            new S3Options("logs") { Endpoint = new Uri("http://minio:9000"), Region = "eu-1", AccessKey = "a", SecretKey = "b", Prefix = "p/" }, bucket.S3);
        Assert.Equal(SegmentsKind.Streams, bucket.Segments);
        NodeOptions container = Read(("Blobs", "azure"), ("AzureContainer", "logs"), ("AzureService", "https://a.example"));
        Assert.Equal(new AzureBlobOptions("logs") { Service = new Uri("https://a.example") }, container.Azure);
        Assert.Null(container.S3);
    }

    [Fact]
    public void Azure_Storage_is_read_by_addresses_or_by_a_connection_string()
    {
        NodeOptions addresses = Read(
            ("Clustering", "azure"), ("Segments", "queues"), ("AzureTables", "https://t.example"), ("AzureService", "https://b.example"),
            ("AzureQueues", "https://q.example"));
        Assert.Equal(GrainStateKind.Azure, addresses.EffectiveGrainStorage);
        Assert.Equal(
            new AzureAccount { Tables = new Uri("https://t.example"), Blobs = new Uri("https://b.example"), Queues = new Uri("https://q.example") },
            addresses.Account);
        NodeOptions connection = Read(("Clustering", "azure"), ("Blobs", "azure"), ("AzureContainer", "logs"), ("AzureConnection", "k"));
        Assert.Equal(new AzureAccount { ConnectionString = "k" }, connection.Account);
        Assert.Equal(new AzureBlobOptions("logs") { ConnectionString = "k" }, connection.Azure);
    }

    [Fact]
    public void In_Kubernetes_the_names_are_those_of_the_pods_labels()
    {
        IConfiguration configuration = Configuration(
            ("Cluster:Kubernetes", "true"), ("Cluster:Clustering", "redis"), ("Cluster:Stores", "redis"), ("Cluster:Redis", "r:6379"),
            ("ORLEANS_CLUSTER_ID", "green"), ("ORLEANS_SERVICE_ID", "music"));
        NodeOptions options = NodeSettings.Read(configuration);
        Assert.Equal(("green", "music"), (options.ClusterId, options.ServiceId));
        Assert.False(options.OnLoopback);
    }

    [Fact]
    public void A_silo_is_given_the_time_that_its_sessions_need_to_move()
    {
        string fault = Assert.Single(Faults(("Roles", "silo"), ("StopSeconds", "100")));
        Assert.Contains("is 100; expected more than 126 for a silo: 25 to move its sessions, 96 for the longest bar", fault, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(100), Read(("Roles", "api"), ("StopSeconds", "100")).StopTime);
        var longest = new Metre(16, 2);
        Assert.Equal(NodeServices.Times.BarTime, TimeSpan.FromSeconds(longest.TicksPerBar / (double)MusicalTime.TicksPerQuarter * 60_000 / Tempo.Min));
    }

    [Theory]
    [InlineData("Roles", "silo,disco", "silo, api or silo,api")]
    [InlineData("Clustering", "zookeeper", "localhost or redis or postgres or azure")]
    [InlineData("Stores", "paper", "sqlite or redis or postgres")]
    [InlineData("Segments", "pigeons", "bundles or enumeration or streams or queues")]
    [InlineData("Directory", "paper", "memory or redis")]
    [InlineData("Models", "tpu", "none or ask or cpu or gpu")]
    [InlineData("Blobs", "attic", "folder or s3 or azure")]
    [InlineData("SiloPort", "0", "a number from 1 to 65535")]
    [InlineData("Workers", "many", "a number from 1 to 1024")]
    [InlineData("Address", "silo-1", "an IP address")]
    [InlineData("Kubernetes", "perhaps", "true or false")]
    public void A_wrong_value_is_named_with_its_place_and_what_was_expected(string key, string value, string expected)
    {
        string fault = Assert.Single(Faults((key, value)));
        Assert.Contains($"Cluster:{key} (--", fault, StringComparison.Ordinal);
        Assert.Contains($"SESSIONSERVICE_Cluster__{key})", fault, StringComparison.Ordinal);
        Assert.Contains($"'{value}'; expected {expected}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster:Redis", "Clustering=redis")]
    [InlineData("Cluster:Postgres", "Stores=postgres")]
    [InlineData("Cluster:Redis", "Redis=r:6379")]
    [InlineData("Cluster:Clustering", "Address=10.0.0.1;Stores=redis;Redis=r")]
    [InlineData("Cluster:Stores", "Address=10.0.0.1;Clustering=redis;Redis=r")]
    [InlineData("Cluster:PrimaryPort", "PrimaryPort=5;Clustering=redis;Redis=r")]
    [InlineData("Cluster:SiloPort", "SiloPort=30000")]
    [InlineData("Cluster:OperatorKey", "OperatorKey=short;OperationsPort=9000")]
    [InlineData("Cluster:OperatorKey", "OperatorKey=0123456789012345678901234567890123456789")]
    [InlineData("Cluster:TlsKey", "TlsCertificate=/dev/null;TlsAuthority=/dev/null;TlsName=node")]
    [InlineData("Cluster:TlsKey", "TlsCertificate=/dev/null;TlsAuthority=/dev/null;TlsName=node;TlsKey=/no/such/file")]
    [InlineData("Cluster:StopSeconds", "StopSeconds=126")]
    [InlineData("Cluster:S3Bucket", "Blobs=s3")]
    [InlineData("Cluster:S3Bucket", "S3Bucket=logs")]
    [InlineData("Cluster:S3SecretKey", "Blobs=s3;S3Bucket=logs;S3AccessKey=a")]
    [InlineData("Cluster:S3Endpoint", "Blobs=s3;S3Bucket=logs;S3Endpoint=somewhere")]
    [InlineData("Cluster:AzureContainer", "Blobs=azure;AzureService=https://a.example")]
    [InlineData("Cluster:AzureService", "Blobs=azure;AzureContainer=logs")]
    [InlineData("Cluster:AzureTables", "Clustering=azure;AzureService=https://a.example")]
    [InlineData("Cluster:AzureService", "GrainStorage=azure")]
    [InlineData("Cluster:AzureQueues", "Segments=queues")]
    [InlineData("Cluster:AzureQueues", "Segments=queues;AzureConnection=k;AzureQueues=https://a.example")]
    [InlineData("Cluster:AzureTables", "AzureTables=https://a.example")]
    [InlineData("Cluster:AzureConnection", "AzureConnection=k")]
    [InlineData("Cluster:ServiceId", "ServiceId=Music_1;GrainStorage=azure;AzureConnection=k")]
    [InlineData("Cluster:Redis", "Directory=redis")]
    [InlineData("Cluster:BlobPrefix", "BlobPrefix=production/")]
    [InlineData("Cluster:Clusterin", "Clusterin=redis")]
    public void What_contradicts_itself_is_refused_by_name(string named, string settings)
    {
        (string, string)[] given = [.. settings.Split(';').Select(pair => (pair.Split('=')[0], pair.Split('=', 2)[1]))];
        string fault = Assert.Single(Faults(given));
        Assert.StartsWith(named, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(3, Faults(("SiloPort", "x"), ("Address", "y"), ("Colour", "blue")).Count);

    [Fact]
    public void Options_of_the_command_line_are_named_as_settings_are()
    {
        Assert.Contains(SettingNames.All, name => name.Option == "--operations-port" && name.Variable == "SESSIONSERVICE_Cluster__OperationsPort");
        Assert.Equal(SettingNames.All.Count, SettingNames.All.Select(name => name.Option).Distinct(StringComparer.Ordinal).Count());
    }

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) =>
        Assert.Throws<SettingsException>(() => Read(settings)).Faults;

    private static NodeOptions Read(params (string Key, string Value)[] settings) =>
        NodeSettings.Read(Configuration([.. settings.Select(setting => ("Cluster:" + setting.Key, setting.Value))]));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))).Build();
}
