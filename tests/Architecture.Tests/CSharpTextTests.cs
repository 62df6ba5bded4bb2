namespace SessionService.Architecture.Tests;

/// <summary>The rules see through <see cref="CSharpText"/>; where it fails they would pass on everything.</summary>
public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a(); // Thread\nb();", "a();          \nb();")]
    [InlineData("a(/* Task */);", "a(          );")]
    [InlineData("f(\"Thread\");", "f(        );")]
    [InlineData("f(\"\\\"Thread\");", "f(          );")]
    [InlineData("f('\"', Task);", "f(   , Task);")]
    [InlineData("f(@\"a\\\", Task, \"\");", "f(@    , Task,   );")]
    [InlineData("f(\"\"\"a \"Task\" b\"\"\", c);", "f(                , c);")]
    public void Comments_and_literals_are_blanked_and_code_stays(string source, string expected) =>
        Assert.Equal(expected, CSharpText.CodeOnly(source));
}
