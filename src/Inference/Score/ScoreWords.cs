namespace SessionService.Inference.Score;

/// <summary>Names of the words whose order does not stand in <c>tokenizer.json</c> by itself.</summary>
internal static class ScoreWords
{
    public static readonly string[] Styles = ["song", "quartet", "hymn", "piano", "choral", "orchestra", "lead", "other"];

    public static readonly string[] Phrases = ["first", "second", "inside", "before-last", "last", "unknown"];

    public static readonly string[] Dynamics = ["unknown", "soft", "middle", "loud"];
}
