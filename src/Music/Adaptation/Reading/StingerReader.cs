using System.Text.Json;
using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads stingers.</summary>
internal sealed class StingerReader(FaultList faults)
{
    private const int CaptionLength = 200;
    private const double LongestBeats = 64;

    public StingerDefinition Read(string name, JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a stinger",
            "kind", "notes", "sync", "duck", "gain_db", "instrument", "caption");
        string? kind = reader.Name("kind", [.. StingerDefinition.Kinds], "a kind");
        if (reader.IsObject && reader.Has("kind") == reader.Has("notes"))
        {
            faults.Add(path, reader.Has("kind") ? "found both \"kind\" and \"notes\", expected one of them"
                : $"found neither \"kind\" nor \"notes\", expected a kind ({NearestName.List(StingerDefinition.Kinds)}) or a list of notes");
        }

        List<StingerNote> notes = [.. reader.List("notes", Limits.NotesPerStinger, "notes").Select(item => ReadNote(item.Element, item.Path))];
        if (reader.Get("notes") is { ValueKind: JsonValueKind.Array } given && given.GetArrayLength() == 0)
        {
            reader.Fault("notes", "found no note, expected at least one");
        }

        return new StingerDefinition(
            name, kind, notes,
            reader.Choice("sync", SyncPoint.Beat, "a sync point"),
            reader.Number("duck", 0, 1, 0.3),
            reader.Number("gain_db", -24, 12, 0),
            reader.Name("instrument", [.. Instruments.Pitched], "an instrument"),
            reader.Text("caption", CaptionLength) ?? (kind is null || kind == name ? name : $"{name} ({kind})"));
    }

    private StingerNote ReadNote(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a note", "beat", "degree", "octave", "beats", "velocity");
        reader.Require("degree", "a degree of the scale, −14 to 21");
        return new StingerNote(
            reader.RequiredNumber("beat", 0, LongestBeats),
            reader.Integer("degree", -14, 21, 1),
            reader.Integer("octave", 0, 9, 5),
            reader.Number("beats", 0.01, LongestBeats, 1),
            reader.Integer("velocity", 1, 127, 96));
    }
}
