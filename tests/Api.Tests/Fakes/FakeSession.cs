using System.Globalization;
using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Tests.Fakes;

/// <summary>A session of the <see cref="FakeHost"/>.</summary>
internal sealed class FakeSession(SessionKey key, string? project, int version, ulong seed)
{
    private readonly Lock _lock = new();
    private readonly List<Acknowledgement> _answers = [];

    public string? Project => project;

    public ulong Seed => seed;

    public bool Closed { get; set; }

    public List<FakeListener> Listeners { get; } = [];

    /// <summary>Ids of the commands applied, in order.</summary>
    public IReadOnlyList<string> Applied
    {
        get
        {
            lock (_lock)
            {
                return [.. _answers.Select(answer => answer.Id)];
            }
        }
    }

    public void Publish(ListenerItem item)
    {
        foreach (FakeListener listener in Listeners.ToArray())
        {
            listener.Publish(item);
        }
    }

    /// <summary>Publishes 20 ms of audio whose payload is its first sample, so that tests know it again.</summary>
    public void PublishAudio(int index, int bytes = 8) => Publish(new AudioItem(new Segment(
        0, (uint)index, index * 960L, 960, 1, 1.5f, AudioFormat.Opus, Payload(index * 960L, bytes))));

    public SubmittedCommand Apply(Command command) => command switch
    {
        UiEventCommand c => Answer(c.Id, CueKind.Stinger, c.Event),
        SceneCommand c => Answer(c.Id, CueKind.Scene, c.Scene),
        ParameterCommand c => Answer(c.Id, CueKind.Parameter, c.Parameter),
        LayerCommand c => Answer(c.Id, CueKind.Layer, c.Layer),
        StingerCommand c => Answer(c.Id, CueKind.Stinger, c.Stinger),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public SubmittedCommand Answer(string id, CueKind kind, string target)
    {
        Acknowledgement answer;
        lock (_lock)
        {
            Acknowledgement? before = _answers.Find(candidate => candidate.Id == id);
            if (before is not null)
            {
                return new SubmittedCommand(before with { Status = CommandStatus.Duplicate }, null);
            }

            long sample = (_answers.Count + 1) * (long)MusicalTime.SampleRate;
            answer = new Acknowledgement(id, CommandStatus.Accepted, 0, [new Cue(kind, target, sample, 2, 1)], null, []);
            _answers.Add(answer);
        }

        Publish(new CueNotice(answer));
        return new SubmittedCommand(answer, 1000);
    }

    public IReadOnlyList<Acknowledgement> Cues(string? after, int limit)
    {
        lock (_lock)
        {
            int from = after is null ? 0 : _answers.FindIndex(answer => answer.Id == after) + 1;
            return [.. _answers.Skip(from).Take(limit)];
        }
    }

    public SessionState State() => new()
    {
        Session = key.Id,
        Project = project,
        Version = version,
        Seed = seed.ToString(CultureInfo.InvariantCulture),
        Sample = 4800,
        Bar = 1,
        Beat = 1,
        Playing = Listeners.Count > 0,
        Scene = "calm",
        Style = "ambient",
        Key = "D dorian",
        Bpm = 70,
        Metre = "4/4",
        Parameters = [new ParameterState("intensity", 0.5, 0.5, 0, 1)],
        Layers = [],
        LogSequence = 0,
        Closed = Closed,
    };

    private static byte[] Payload(long sample, int bytes)
    {
        byte[] payload = new byte[Math.Max(8, bytes)];
        BitConverter.TryWriteBytes(payload, sample);
        return payload;
    }
}
