using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Writing;

/// <summary>What a model is asked of the bar to come.</summary>
/// <param name="Sample">First sample of the bar: what is written must be offered before it is rendered.</param>
/// <param name="Draft">The bar as the rules write it.</param>
/// <param name="Layers">Layers that the model is to write.</param>
/// <param name="History">The bars before, oldest first.</param>
internal sealed record BarQuestion(
    long Sample, ComposedBar Draft, IReadOnlyList<int> Layers, IReadOnlyList<ComposedBar> History)
{
    /// <summary>The question as a request.</summary>
    /// <param name="record">The session.</param>
    /// <param name="within">Time within which the answer is of use.</param>
    /// <param name="bill">Takes what is worked for it.</param>
    public PartRequest Request(SessionRecord record, TimeSpan within, ModelBill bill) => new()
    {
        Bill = bill,
        Tenant = record.Key.Tenant.Value,
        Session = record.Key.Id,
        Project = record.Project,
        Within = within,
        Draft = Draft,
        Layers = Layers,
        History = History,
    };
}
