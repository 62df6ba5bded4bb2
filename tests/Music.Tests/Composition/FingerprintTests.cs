using System.Globalization;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>
/// A number for what each style writes, so that no change of the rules goes unnoticed. A fingerprint changes in a commit
/// that says why: with it, the music of every seed in that style changes.
/// </summary>
public sealed class FingerprintTests
{
    private static readonly Metre[] Metres = [new(4, 4), new(3, 4), new(6, 8), new(5, 4), new(7, 8)];

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void TheMusicIsWhatItWas(string style) => Assert.Equal(Known[style], Fingerprint(style));

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["ambient"] = "e3c6cae724592461",
        ["chiptune"] = "c9992949ae5ae64b",
        ["cinematic"] = "4eb35cd6120a2a43",
        ["drum-and-bass"] = "79938a86bd5e4815",
        ["folk-acoustic"] = "2d30e5322bedb3aa",
        ["funk"] = "619e8095c4d7f2df",
        ["house"] = "54ec4ee9d5d16c03",
        ["lo-fi"] = "4260685bb4b2bbad",
        ["lounge-jazz"] = "4711c4d2cbe1b244",
        ["meditation"] = "55a3ce03b34c81f4",
        ["orchestral-tension"] = "9934d39a091df3e2",
        ["synthwave"] = "f2b768040dee4e1f",
    };

    // FNV-1a over every note of 160 bars in all modes and metres.
    private static string Fingerprint(string style)
    {
        ulong hash = 14695981039346656037UL;
        for (int i = 0; i < 160; i++)
        {
            BarContext context = Contexts.Plain(style, (Mode)(i / 16), (ulong)(i / 16)).At(i % 16 * 2) with { Metre = Metres[i / 16 % Metres.Length] };
            context = context with { Controls = new MusicControls(i % 11 / 10.0, i % 7 / 6.0, i % 5 / 4.0, i % 9 / 8.0, i % 8 / 7.0) };
            foreach (Note note in Passages.Bar(context).Notes)
            {
                hash = (hash ^ (ulong)note.Number()) * 1099511628211UL;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}

/// <summary>A number for a note that is the same in every process.</summary>
file static class NoteNumbers
{
    public static long Number(this Note note) =>
        ((((((((long)note.Layer * 100_003) + note.Tick) * 100_003) + note.Duration) * 128) + note.Pitch) * 128) + note.Velocity;
}
