using SessionService.Inference.Onnx;
using SessionService.Music;

namespace SessionService.Api;

/// <summary>
/// What an operator may set, from the command line, <c>SESSIONSERVICE_*</c> variables or <c>appsettings.json</c>.
/// The defaults of sizes and rates are those of <see cref="Limits"/>.
/// </summary>
internal sealed class ServiceOptions
{
    /// <summary>Folder of the embedded store; made where it is missing.</summary>
    public string Data { get; set; } = "data";

    /// <summary>
    /// Days after which the log of a closed session is moved out of the database into a compressed blob in <c>blobs</c>, where
    /// it is read as before; null to leave logs where they are.
    /// </summary>
    public double? ArchiveAfterDays { get; set; }

    /// <summary>
    /// SoundFont (SF2 or SF3) whose instruments take the place of built-in ones; needs libfluidsynth. Empty for none. Sessions
    /// sound the same again only with the same file.
    /// </summary>
    public string SoundFont { get; set; } = "";

    /// <summary>The demo.</summary>
    public DemoOptions Demo { get; set; } = new();

    /// <summary>Folder of the registry of models; null for <c>models</c> in the data folder, empty for no model.</summary>
    public string? Models { get; set; }

    /// <summary>
    /// Whether the registry is in the service's store of blobs, which nodes may share, and the folder of <see cref="Models"/> this
    /// machine's copy.
    /// </summary>
    public bool ModelsInBlobs { get; set; }

    /// <summary>The model of the registry that writes; empty for the first that has a version for the session.</summary>
    public string ModelName { get; set; } = "";

    /// <summary>What models run on; the default is a GPU where there is one.</summary>
    public OnnxDevice ModelDevice { get; set; } = OnnxDevice.Auto;

    /// <summary>Names of models that are let in, or names with versions as <c>name@1.0.0</c>, with commas between; empty for all.</summary>
    public string ModelsAllowed { get; set; } = "";

    /// <summary>
    /// Ed25519 public keys in base64, with commas between, one of which must have signed a model; empty asks for no signature.
    /// </summary>
    public string ModelKeys { get; set; } = "";

    /// <summary>Requests per second of one tenant, sustained.</summary>
    public int RequestsPerSecond { get; set; } = Limits.RequestsPerSecond;

    /// <summary>Requests of one tenant at once.</summary>
    public int RequestBurst { get; set; } = Limits.RequestBurst;

    /// <summary>Requests per second of one address without a credential.</summary>
    public int AnonymousRequestsPerSecond { get; set; } = Limits.AnonymousRequestsPerSecond;

    /// <summary>Requests of one address without a credential at once.</summary>
    public int AnonymousRequestBurst { get; set; } = Limits.AnonymousRequestBurst;

    /// <summary>Commands per second of one session, sustained.</summary>
    public int CommandsPerSecond { get; set; } = Limits.CommandsPerSecond;

    /// <summary>Commands of one session at once; at least <see cref="Limits.CommandsPerBatch"/>.</summary>
    public int CommandBurst { get; set; } = Limits.CommandBurst;

    /// <summary>Time one frame may take to be sent before the socket is given up.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(Limits.SocketSendSeconds);

    /// <summary>Time between pings of a quiet socket.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time a ping may stay unanswered before the socket is given up.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Time a client has to answer the closing handshake.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time a socket waits, when the service goes down, for the host to end its listener after the last audio.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a looked-up API key is trusted before it is looked up again.</summary>
    public TimeSpan KeyCache { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>The demo: a page to try the service on, with sessions of its own tenant.</summary>
internal sealed class DemoOptions
{
    /// <summary>Whether the page and its door are open.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Open demo sessions; the longest idle one makes room.</summary>
    public int Sessions { get; set; } = Limits.DemoSessions;

    /// <summary>Demo sessions one address may open in a minute.</summary>
    public int SessionsPerMinute { get; set; } = Limits.DemoSessionsPerMinute;

    /// <summary>Folder of the example maps; found by itself where empty.</summary>
    public string Examples { get; set; } = "";
}
