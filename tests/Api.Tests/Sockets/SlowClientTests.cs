using System.Buffers.Binary;
using SessionService.Api.Tests.Fakes;
using SessionService.Api.Tests.Support;

namespace SessionService.Api.Tests.Sockets;

/// <summary>Clients that do not read as fast as they should: they lose audio, and slow nobody.</summary>
public sealed class SlowClientTests
{
    [Fact]
    public async Task A_client_that_does_not_read_skips_to_live_and_slows_nobody()
    {
        const int Frames = 2_000;
        const int FrameBytes = 8_192;
        await using TestService service = await TestService.StartAsync();
        service.Host.ListenerCapacity = 50;
        string session = await service.SessionAsync();
        (TestSocket slow, _) = await service.ListenAsync(session);
        (TestSocket fast, _) = await service.ListenAsync(session);
        await using TestSocket slowScope = slow;
        await using TestSocket fastScope = fast;

        // The fast one paces the publishing by reading each frame; the slow one reads nothing meanwhile.
        FakeSession live = service.Host.Session("alpha", session);
        for (int i = 0; i < Frames; i++)
        {
            live.PublishAudio(i, FrameBytes);
            Assert.Equal(i * 960L, FirstSample(await fast.NextAudioAsync()));
        }

        // Now it reads: a beginning that was buffered, the news that it was moved, and the live edge.
        long expected = 0;
        bool skipped = false;
        while (expected < Frames * 960L)
        {
            Frame frame = (await slow.NextAsync())!;
            if (frame.Json is { } json)
            {
                Assert.Equal("skipped", (string?)json["type"]);
                Assert.Equal(expected, (long?)json["from_sample"]);
                expected = (long)json["to_sample"]!;
                skipped = true;
                continue;
            }

            Assert.Equal(expected, FirstSample(frame.Audio!));
            expected += 960;
        }

        Assert.True(skipped, "16 MB cannot all have waited in buffers.");
    }

    [Fact]
    public async Task An_answer_overtakes_waiting_audio()
    {
        const int Frames = 4_000;
        const int FrameBytes = 8_192;
        await using TestService service = await TestService.StartAsync();
        service.Host.ListenerCapacity = Frames;
        string session = await service.SessionAsync();
        (TestSocket socket, _) = await service.ListenAsync(session);
        await using TestSocket scope = socket;
        FakeSession live = service.Host.Session("alpha", session);

        // 32 MB wait for a client that reads nothing, far more than fits into buffers; then it asks for something.
        for (int i = 0; i < Frames; i++)
        {
            live.PublishAudio(i, FrameBytes);
        }

        await socket.SendAsync("""{"type":"event","id":"a","event":"x"}""");
        while (live.Applied.Count == 0)
        {
            await Task.Yield();
        }

        int before = 0;
        while ((await socket.NextAsync())!.Json is null)
        {
            before++;
        }

        Assert.True(before < Frames * 3 / 4, $"{before} of {Frames} audio frames came before the answer.");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_client_that_never_reads_is_given_up_after_the_send_timeout()
    {
        await using TestService service = await TestService.StartAsync(options => options.SendTimeout = TimeSpan.FromSeconds(10));
        service.Host.ListenerCapacity = int.MaxValue;
        string session = await service.SessionAsync();
        (TestSocket socket, FakeListener listener) = await service.ListenAsync(session);
        await using TestSocket scope = socket;

        // More than all buffers hold, so that a send is stuck; then time passes, however long the buffers take to fill.
        FakeSession live = service.Host.Session("alpha", session);
        for (int i = 0; i < 4_000; i++)
        {
            live.PublishAudio(i, 8_192);
        }

        Task released = listener.Released;
        while (!released.IsCompleted)
        {
            service.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(released, Task.Delay(20));
        }
    }

    private static long FirstSample(byte[] frame) => BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(8));
}
