using SessionService.Bench.Scale.Model;
using SessionService.Bench.Scale.Tables;
using SessionService.Deploy.Tests.Support;

namespace SessionService.Deploy.Tests.Scale;

/// <summary>The model stands on numbers that are still what the pages and the code say, and docs/scale.md on the model.</summary>
public sealed class FigureTests
{
    public static TheoryData<string> Quoted { get; } = [.. Figures.All.Where(f => f.Quote is not null).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Quoted))]
    public void A_number_is_still_what_its_source_says(string name)
    {
        Figure figure = Figures.All.Single(f => f.Name == name);

        Assert.True(
            Repository.Read(figure.Source).Contains(figure.Quote!, StringComparison.Ordinal),
            $"{figure.Source} no longer says '{figure.Quote}'. Put the new number and quote into bench/Scale/Model/Figures.cs, and what "
            + "`dotnet run -c Release --project bench/Scale -- model` prints into docs/scale.md.");
    }

    [Fact]
    public void What_is_measured_or_in_the_code_says_where() =>
        Assert.All(Figures.All, f => Assert.Equal(f.From is Provenance.Measured or Provenance.Code, f.Quote is not null));

    [Fact]
    public void Every_figure_is_listed()
    {
        int properties = typeof(Figures).GetProperties().Count(p => p.PropertyType == typeof(Figure));
        Assert.Equal(properties, Figures.All.Count);
        Assert.Equal(properties, Figures.All.Distinct().Count());
    }

    [Fact]
    public void The_page_shows_the_model_as_it_is()
    {
        string page = Repository.Read("docs/scale.md");
        foreach (string table in new[] { Pages.FigureTable(), Pages.ModelTable(), Pages.PlanTable() })
        {
            foreach (string line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(page.Contains(line, StringComparison.Ordinal), $"docs/scale.md lacks\n{line}\nTake it from `dotnet run -c Release --project bench/Scale -- model`.");
            }
        }
    }
}
