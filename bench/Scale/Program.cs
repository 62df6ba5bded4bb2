using System.Globalization;
using SessionService.Bench.Scale.Model;
using SessionService.Bench.Scale.Tables;

double sessions = Figures.CellSessions.Value;
switch (args)
{
    case ["model"]:
        Console.WriteLine(Pages.FigureTable());
        Console.WriteLine(Pages.ModelTable());
        Console.WriteLine(Pages.PlanTable());
        return 0;
    case ["simulate"]:
    case ["simulate", "--sessions", var text] when double.TryParse(text, CultureInfo.InvariantCulture, out sessions) && sessions >= 100:
        Console.WriteLine(Pages.SimulationTable(sessions));
        return 0;
    default:
        Console.Error.WriteLine("usage: scale model | simulate [--sessions N, at least 100, of one cell]");
        return 2;
}
