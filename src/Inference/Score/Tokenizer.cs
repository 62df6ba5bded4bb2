using System.Numerics;

namespace SessionService.Inference.Score;

/// <summary>
/// The words a score model reads and writes, by their ids; <c>tokenizer.json</c> of a package says which they are. Times are
/// ticks, 24 to the quarter; pitches and roots are moved so that the tonic is C.
/// </summary>
public sealed class Tokenizer
{
    /// <summary>Ticks of a quarter.</summary>
    public const int TicksPerQuarter = 24;

    /// <summary>Roles of a bar, in the order they are written: bass, melody, counter-line, harmony.</summary>
    public const int Roles = 4;

    /// <summary>Classes of density.</summary>
    public const int Densities = 5;

    /// <summary>The bass.</summary>
    public const int Bass = 0;

    /// <summary>The melody.</summary>
    public const int Melody = 1;

    /// <summary>The counter-line.</summary>
    public const int Counter = 2;

    /// <summary>The inner line.</summary>
    public const int Harmony = 3;

    /// <summary>Numbers that describe one token to the model.</summary>
    public const int RowWidth = 10;

    private readonly Dictionary<string, int> ids;
    private readonly int[] qualityMasks;
    private readonly bool[] grid;

    internal Tokenizer(TokenizerFile file)
    {
        Words = file.Tokens;
        ids = file.Tokens.Select((word, id) => (word, id)).ToDictionary(pair => pair.word, pair => pair.id, StringComparer.Ordinal);
        Metres = [.. file.Metres.Select(pair => new ScoreMetre(pair.Key, pair.Value.Ticks, pair.Value.SecondChordAt, pair.Value.StrongBeats))];
        Qualities = [.. file.ChordQualities.Keys];
        qualityMasks = [.. file.ChordQualities.Values.Select(tones => tones.Aggregate(0, (mask, tone) => mask | (1 << (tone % 12))))];
        grid = new bool[TicksPerQuarter];
        foreach (int tick in file.Grid)
        {
            grid[tick] = true;
        }

        (Lowest, Highest, Longest) = (file.LowestPitch, file.HighestPitch, file.LongestTicks);
        (RegisterSemitones, CopyBars) = (file.RegisterSemitones, file.CopyBars);
        (Bar, Rest, Hold, ChordNone) = (Of("BAR"), Of("REST"), Of("HOLD"), Of("CHORD_none"));
        MetreFirst = Of("METRE_" + Metres[0].Name);
        (RoleFirst, DensityFirst, RegisterFirst) = (Of("ROLE_bass"), Of("DENSITY_0"), Of("REGISTER_0"));
        CopyFirst = Of($"COPY_{CopyBars[0]}_exact");
        (DurationFirst, PitchFirst) = (Of("D_2"), Of($"P_{Lowest}"));
        Registers = CopyFirst - RegisterFirst;
    }

    /// <summary>All words in the order of their ids.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Metres it knows.</summary>
    public IReadOnlyList<ScoreMetre> Metres { get; }

    /// <summary>Names of the chord qualities.</summary>
    public IReadOnlyList<string> Qualities { get; }

    /// <summary>How many bars back a copy may reach.</summary>
    public IReadOnlyList<int> CopyBars { get; }

    /// <summary>Lowest pitch.</summary>
    public int Lowest { get; }

    /// <summary>Highest pitch.</summary>
    public int Highest { get; }

    /// <summary>Longest duration in ticks.</summary>
    public int Longest { get; }

    /// <summary>Semitones of a register.</summary>
    public int RegisterSemitones { get; }

    /// <summary>Registers.</summary>
    public int Registers { get; }

    /// <summary>How many words there are.</summary>
    public int Size => Words.Count;

    /// <summary>Begins a bar.</summary>
    public int Bar { get; }

    /// <summary>A rest.</summary>
    public int Rest { get; }

    /// <summary>The note before goes on.</summary>
    public int Hold { get; }

    /// <summary>No chord; the others follow it by root and quality.</summary>
    public int ChordNone { get; }

    /// <summary>The first metre.</summary>
    public int MetreFirst { get; }

    /// <summary>The first role.</summary>
    public int RoleFirst { get; }

    /// <summary>The first class of density.</summary>
    public int DensityFirst { get; }

    /// <summary>The first register.</summary>
    public int RegisterFirst { get; }

    /// <summary>The first copy word.</summary>
    public int CopyFirst { get; }

    /// <summary>The shortest duration.</summary>
    public int DurationFirst { get; }

    /// <summary>The lowest pitch; all words from here on are pitches.</summary>
    public int PitchFirst { get; }

    /// <summary>The id of a word.</summary>
    /// <exception cref="KeyNotFoundException">There is no such word.</exception>
    public int Of(string word) => ids[word];

    /// <summary>Whether a token is a pitch.</summary>
    public bool IsPitch(int token) => token >= PitchFirst;

    /// <summary>Whether a token is a duration.</summary>
    public bool IsDuration(int token) => token >= DurationFirst && token < PitchFirst;

    /// <summary>Whether a token begins a role.</summary>
    public bool IsRole(int token) => token >= RoleFirst && token < RoleFirst + Roles;

    /// <summary>Whether a token is a copy word.</summary>
    public bool IsCopy(int token) => token >= CopyFirst && token < Rest;

    /// <summary>Whether the model chooses a token; all others the host states.</summary>
    public bool IsMusic(int token) => token >= Rest;

    /// <summary>Pitch of a pitch token.</summary>
    public int PitchOf(int token) => token - PitchFirst + Lowest;

    /// <summary>Token of a pitch between <see cref="Lowest"/> and <see cref="Highest"/>.</summary>
    public int PitchToken(int pitch) => pitch - Lowest + PitchFirst;

    /// <summary>Ticks of a duration token.</summary>
    public int DurationOf(int token) => 2 * (token - DurationFirst + 1);

    /// <summary>Token of an even number of ticks up to <see cref="Longest"/>.</summary>
    public int DurationToken(int ticks) => (ticks / 2) - 1 + DurationFirst;

    /// <summary>How many bars back a copy word points, and whether the pitches are copied too.</summary>
    public (int Back, bool Exact) CopyOf(int token)
    {
        int index = token - CopyFirst;
        return (CopyBars[index % CopyBars.Count], index < CopyBars.Count);
    }

    /// <summary>A copy word.</summary>
    /// <param name="index">Index among <see cref="CopyBars"/>.</param>
    /// <param name="exact">Whether pitches are copied too.</param>
    public int CopyToken(int index, bool exact) => CopyFirst + index + (exact ? 0 : CopyBars.Count);

    /// <summary>Pitch classes of a chord by its number: 0 for none, else 1 + root × qualities + quality.</summary>
    public int ChordMask(int chord)
    {
        if (chord == 0)
        {
            return 0;
        }

        (int root, int quality) = Math.DivRem(chord - 1, qualityMasks.Length);
        int mask = qualityMasks[quality] << root;
        return (mask | (mask >> 12)) & 0xFFF;
    }

    /// <summary>Root of a chord by its number, above 0: a pitch class over the tonic.</summary>
    public int RootOf(int chord) => (chord - 1) / qualityMasks.Length;

    /// <summary>The chord whose tones are nearest to a set over a root; 0 where the set is empty.</summary>
    /// <param name="root">Pitch class over the tonic.</param>
    /// <param name="mask">Pitch classes over the tonic.</param>
    public int NearestChord(int root, int mask)
    {
        if ((mask & 0xFFF) == 0)
        {
            return 0;
        }

        int over = ((mask >> root) | (mask << (12 - root))) & 0xFFF;
        int best = 0;
        int least = int.MaxValue;
        for (int quality = 0; quality < qualityMasks.Length; quality++)
        {
            // A tone the chord does not have is worse than one of its colours left out.
            int cost = (3 * BitOperations.PopCount((uint)(qualityMasks[quality] & ~over)))
                + BitOperations.PopCount((uint)(over & ~qualityMasks[quality]));
            if (cost < least)
            {
                (best, least) = (quality, cost);
            }
        }

        return 1 + (root * qualityMasks.Length) + best;
    }

    /// <summary>0 for no onset, 1 up to one in a half note, 2 up to one a quarter, 3 up to two a quarter, 4 for more.</summary>
    public static int DensityOf(int onsets, int barTicks)
    {
        int halves = 2 * onsets * TicksPerQuarter;
        return onsets == 0 ? 0 : halves <= barTicks ? 1 : halves <= 2 * barTicks ? 2 : halves <= 4 * barTicks ? 3 : 4;
    }

    /// <summary>Fewest and most onsets of a class of density; the last class has no most.</summary>
    public static (int Fewest, int Most) OnsetsOf(int density, int barTicks)
    {
        int fewest = -1;
        int most = 0;
        for (int onsets = 0; onsets <= barTicks / 6; onsets++)
        {
            if (DensityOf(onsets, barTicks) == density)
            {
                fewest = fewest < 0 ? onsets : fewest;
                most = onsets;
            }
        }

        return (Math.Max(fewest, 0), fewest < 0 || density == Densities - 1 ? int.MaxValue : most);
    }

    /// <summary>The register of a mean pitch.</summary>
    public int RegisterOf(double meanPitch) =>
        (int)Math.Clamp(Math.Floor((meanPitch - Lowest) / RegisterSemitones), 0, Registers - 1);

    /// <summary>Whether a tick is on the grid of sixteenths and triplet eighths.</summary>
    public bool OnGrid(int tick) => grid[tick % TicksPerQuarter];

    /// <summary>A metre by name; null where it is not known.</summary>
    public ScoreMetre? FindMetre(string name) => Metres.FirstOrDefault(metre => string.Equals(metre.Name, name, StringComparison.Ordinal));
}
