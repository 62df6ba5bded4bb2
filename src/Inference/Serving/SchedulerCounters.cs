namespace SessionService.Inference.Serving;

/// <summary>What a scheduler has done since it began. Counters only grow.</summary>
/// <param name="Steps">Steps of all devices.</param>
/// <param name="Tokens">Rows of those steps that were a sequence's.</param>
/// <param name="PaddedRows">Rows that were padding.</param>
/// <param name="PromptTokens">Tokens of prompts that were read several at once.</param>
/// <param name="RecalledTokens">Tokens of prompts that had been kept from an earlier sequence and were not read again.</param>
/// <param name="DevicesLost">Devices that stopped working.</param>
/// <param name="Moved">Sequences that began anew on another device.</param>
/// <param name="Ends">How many ended in each way, by <see cref="SequenceEnd"/>.</param>
public sealed record SchedulerCounters(
    long Steps, long Tokens, long PaddedRows, long PromptTokens, long RecalledTokens, long DevicesLost, long Moved, IReadOnlyList<long> Ends)
{
    /// <summary>How many ended in this way.</summary>
    public long Of(SequenceEnd end) => Ends[(int)end];
}
