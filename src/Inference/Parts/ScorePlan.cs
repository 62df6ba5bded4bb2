using SessionService.Inference.Score;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>A bar that a model is to write, in its words.</summary>
/// <param name="Script">What it reads and where it writes.</param>
/// <param name="Manner">How the bar is played.</param>
/// <param name="Lines">Roles the model writes.</param>
/// <param name="Silent">Layers that are asked for and have nothing to play in this bar.</param>
internal sealed record ScorePlan(ScoreScript Script, BarManner Manner, IReadOnlyList<PlannedLine> Lines, IReadOnlyList<int> Silent);

/// <summary>A role that the model writes.</summary>
/// <param name="Role">The role.</param>
/// <param name="Layer">The layer that plays it.</param>
/// <param name="TailTicks">Ticks that its last note goes on after the bar, 24 to the quarter.</param>
internal readonly record struct PlannedLine(int Role, int Layer, int TailTicks);
