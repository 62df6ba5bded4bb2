using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>Layers of a bar to be written.</summary>
public sealed record PartRequest
{
    /// <summary>Whose session it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The session; with the tenant it decides, once for all its bars, which version of a model writes.</summary>
    public required string Session { get; init; }

    /// <summary>Project of the session, for pins; null for an inline map.</summary>
    public string? Project { get; init; }

    /// <summary>Weight of the tenant's plan, 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Time from now within which the answer is of use; above zero.</summary>
    public required TimeSpan Within { get; init; }

    /// <summary>Takes what is worked for it, whatever the answer is; null where nobody asks.</summary>
    public ModelBill? Bill { get; init; }

    /// <summary>
    /// The bar as the rules write it. Layers that are not asked for stay as they are here; those that are say how many notes
    /// and how high the music wants there, and where it wants none.
    /// </summary>
    public required ComposedBar Draft { get; init; }

    /// <summary>Indexes of the layers to be written: melodic ones of the draft's context.</summary>
    public required IReadOnlyList<int> Layers { get; init; }

    /// <summary>The bars before as they were played, oldest first; may be empty.</summary>
    public required IReadOnlyList<ComposedBar> History { get; init; }

    /// <summary>Sample of the session at which the bar begins; for sounds.</summary>
    public long Sample { get; init; }

    /// <summary>For layers whose sound is to be written: what their sound was in the bar before, where it was written too.</summary>
    public IReadOnlyList<WrittenPart> Sounds { get; init; } = [];
}
