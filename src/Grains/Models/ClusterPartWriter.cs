using SessionService.Grains.Contracts;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;
using SessionService.Grains.Tenancy;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Sessions;

namespace SessionService.Grains.Models;

/// <summary>
/// Writes with the models of this silo as long as they have room, else with another silo's. The time within which an answer is
/// of use goes with the request, and nobody waits longer.
/// </summary>
/// <param name="pool">The models of this silo; null where it runs none.</param>
/// <param name="grains">The cluster.</param>
/// <param name="board">What is known of all silos; asked for at the first bar, since it knows the sessions that know this writer.</param>
/// <param name="time">Clock.</param>
internal sealed class ClusterPartWriter(PartPool? pool, IGrainFactory grains, Func<LoadBoard> board, TimeProvider time) : IPartWriter
{
    /// <inheritdoc/>
    public async Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        SequenceEnd own = pool is null ? SequenceEnd.Unavailable : SequenceEnd.QueueFull;
        if (pool is { IsFull: false })
        {
            PartAnswer answer = await pool.WriteAsync(request, cancellation).ConfigureAwait(false);
            if (answer.End is not (SequenceEnd.QueueFull or SequenceEnd.Unavailable))
            {
                return answer;
            }

            own = answer.End;
        }

        TimeSpan left = request.Within - time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
        {
            return PartAnswer.None(SequenceEnd.Late, time.GetElapsedTime(started));
        }

        return board().ChooseParts() is { } silo
            ? await AskAsync(silo, request, left, started, cancellation).ConfigureAwait(false)
            : PartAnswer.None(own, time.GetElapsedTime(started));
    }

    private async Task<PartAnswer> AskAsync(
        string silo, PartRequest request, TimeSpan left, long started, CancellationToken cancellation)
    {
        SequenceEnd end = SequenceEnd.Unavailable;
        try
        {
            CallScope.Enter(new TenantId(request.Tenant), time.GetUtcNow() + left);
            Task<PartAnswerMessage> asked = BilledAsync(grains.GetGrain<IInferenceGrain>(silo).WriteAsync(request.ToMessage(left)), request.Bill);
            PartAnswerMessage message = await asked.WaitAsync(left, time, cancellation).ConfigureAwait(false);
            PartAnswer answer = message.ToAnswer(time.GetElapsedTime(started));
            end = answer.End;
            return answer;
        }
        catch (TimeoutException)
        {
            end = SequenceEnd.Late;
        }
        catch (OperationCanceledException)
        {
            end = SequenceEnd.Cancelled;
        }
        catch (ArgumentException)
        {
            end = SequenceEnd.Invalid;
        }
        catch (Exception fault) when (fault is OrleansException or IOException)
        {
            // The silo is gone, or has become another version's.
        }
        finally
        {
            board().PartsAnswered(silo, end is not (SequenceEnd.QueueFull or SequenceEnd.Unavailable));
        }

        return PartAnswer.None(end, time.GetElapsedTime(started));
    }

    // What another silo worked is put down when it says so, waited for or not; only a silo that is lost says nothing.
    private static async Task<PartAnswerMessage> BilledAsync(Task<PartAnswerMessage> asked, ModelBill? bill)
    {
        PartAnswerMessage message = await asked.ConfigureAwait(false);
        bill?.Add(message.ToUse());
        return message;
    }
}
