using Xunit.Sdk;

namespace SessionService.Grains.Tests.Contracts;

/// <summary>Nodes of two versions must understand one another: what they say is a list that changes on purpose only.</summary>
public sealed class ContractTests
{
    [Fact]
    public void The_contracts_are_those_that_were_agreed()
    {
        string actual = ContractText.Write();
        string agreed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "contracts.txt"));
        if (actual != agreed)
        {
            string found = Path.Combine(AppContext.BaseDirectory, "contracts.found.txt");
            File.WriteAllText(found, actual);
            throw new XunitException(
                $"src/Grains/contracts.txt does not say what the code says:\n{Differences(agreed, actual)}\n" +
                "An id, a name or a type that was there must stay; new members take new ids. Where the change is meant and a node " +
                $"of the version before can live with it, take over {found}.");
        }
    }

    [Fact]
    public void Every_property_of_a_message_has_an_id() => Assert.Empty(ContractText.Forgotten());

    private static string Differences(string agreed, string actual)
    {
        string[] before = agreed.Split('\n');
        string[] now = actual.Split('\n');
        return string.Join('\n', before.Except(now).Select(line => "- " + line).Concat(now.Except(before).Select(line => "+ " + line)));
    }
}
