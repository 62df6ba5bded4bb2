using System.Globalization;
using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Sessions.Log;

/// <summary>
/// Payload of <see cref="LogKinds.Written"/>: the notes themselves and where they come from, so that a replay needs no model and
/// every bar's origin can be told.
/// </summary>
/// <param name="Bar">Index of the bar, from 0.</param>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Outline">Outline of the bar it was written for, as decimal text.</param>
/// <param name="Writer">Name and version of the model.</param>
/// <param name="Seed">The seed it was drawn with, as decimal text.</param>
/// <param name="Notes">Tick, duration, pitch, velocity of each note.</param>
/// <param name="Sound">The layer's sound; null for notes.</param>
internal sealed record WrittenPayload(
    int Bar, int Layer, string Outline, string Writer, string Seed, int[][] Notes, SoundPayload? Sound = null)
{
    /// <summary>The payload of a part.</summary>
    public static WrittenPayload Of(WrittenPart part) => new(
        part.Bar, part.Layer, part.Outline.ToString(CultureInfo.InvariantCulture), part.Writer,
        part.Seed.ToString(CultureInfo.InvariantCulture),
        [.. part.Notes.Select(note => new[] { note.Tick, note.Duration, note.Pitch, note.Velocity })],
        part.Sound is { } sound ? SoundPayload.Of(sound) : null);

    /// <summary>The part.</summary>
    /// <exception cref="InvalidDataException">A number is missing or is none.</exception>
    public WrittenPart ToPart()
    {
        if (!ulong.TryParse(Outline, NumberStyles.None, CultureInfo.InvariantCulture, out ulong outline)
            || !ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            || Notes.Any(note => note.Length != 4 || note[2] is < 0 or > 127 || note[3] is < 1 or > 127))
        {
            throw new InvalidDataException($"The written part of bar {Bar} is not one.");
        }

        return new WrittenPart(
            Layer, Bar, outline, Writer, seed, [.. Notes.Select(note => new Note(Layer, note[0], note[1], (byte)note[2], (byte)note[3]))])
        {
            Sound = Sound?.ToSound(),
        };
    }
}
