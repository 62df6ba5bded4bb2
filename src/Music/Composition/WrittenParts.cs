using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>Parts that something else than the rules can write: those of one voice.</summary>
public static class WrittenParts
{
    /// <summary>Whether a model may write a part.</summary>
    public static bool CanBe(Part part) => part is Part.Bass or Part.Lead or Part.Counter;
}
