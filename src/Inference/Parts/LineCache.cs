using System.Runtime.CompilerServices;
using SessionService.Inference.Score;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>
/// Lines of bars that were asked about before: a bar is read again for each of the eight that follow it. Lines follow from the bar and
/// from what is held over into it, so it makes no difference whether they were known. Safe for any number of threads.
/// </summary>
/// <param name="reader">Reads lines.</param>
/// <param name="composer">Writes what the rules would have.</param>
internal sealed class LineCache(LineReader reader, IComposer composer)
{
    private readonly ConditionalWeakTable<ComposedBar, Known> known = [];

    /// <summary>All roles of a bar as it was played.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="before">The lines of the bar before; null for none.</param>
    public BarLine?[] Played(ComposedBar bar, BarLine?[]? before)
    {
        Known lines = known.GetOrCreateValue(bar);
        return (lines.Played is { } kept && kept.Follows(before) ? kept : (lines.Played = new Lines(Read(bar, before), before))).All;
    }

    /// <summary>All roles of a bar as the rules alone would have written it.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="before">Their lines of the bar before; null for none.</param>
    public BarLine?[] Ruled(ComposedBar bar, BarLine?[]? before)
    {
        Known lines = known.GetOrCreateValue(bar);
        ComposedBar draft = lines.Draft ??= Draft(bar);
        return (lines.Ruled is { } kept && kept.Follows(before) ? kept : (lines.Ruled = new Lines(Read(draft, before), before))).All;
    }

    private BarLine?[] Read(ComposedBar bar, BarLine?[]? before)
    {
        int[] layers = RoleLayers.Of(bar.Context);
        BarManner manner = BarManner.Of(bar.Context);
        return [.. layers.Select((layer, role) => layer < 0 ? null : reader.Read(bar, manner, role, layer, before?[role]))];
    }

    private ComposedBar Draft(ComposedBar bar)
    {
        Music.Score.BarScore score = new();
        composer.Compose(bar.Context, score);
        return new ComposedBar(bar.Context, [.. score.Chords], [.. score.Notes]);
    }

    private sealed class Known
    {
        public ComposedBar? Draft { get; set; }

        public Lines? Played { get; set; }

        public Lines? Ruled { get; set; }
    }

    private sealed class Lines(BarLine?[] all, BarLine?[]? before)
    {
        private readonly (int Ticks, int Pitch)[] held = [.. Enumerable.Range(0, Tokenizer.Roles).Select(role => HeldOver(before, role))];

        public BarLine?[] All => all;

        // Of the bar before only what is held over is read.
        public bool Follows(BarLine?[]? before)
        {
            for (int role = 0; role < held.Length; role++)
            {
                if (held[role] != HeldOver(before, role))
                {
                    return false;
                }
            }

            return true;
        }

        private static (int Ticks, int Pitch) HeldOver(BarLine?[]? before, int role) =>
            before?[role] is { TailTicks: > 0 } line ? (line.TailTicks, line.Events[^1].Pitch) : default;
    }
}
