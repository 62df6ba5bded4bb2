using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>The composer by examples of what it must do.</summary>
public sealed class ComposerTests
{
    [Fact]
    public void A_strategic_merge_merges_maps_and_the_lists_that_have_a_key()
    {
        JsonObject target = Parse("""
            spec: {containers: [{name: a, image: x, env: [{name: K, value: "1"}, {name: L, value: "2"}], args: [one, two]}], replicas: 3}
            """);

        StrategicMerge.Apply(target, Parse("""
            spec: {containers: [{name: a, env: [{name: L, value: "3"}, {name: M, value: "4"}], args: [three]}], replicas: null}
            """));

        AssertSame(Parse("""
            spec: {containers: [{name: a, image: x, env: [{name: L, value: "3"}, {name: M, value: "4"}, {name: K, value: "1"}], args: [three]}]}
            """), target);
    }

    [Fact]
    public void A_strategic_merge_deletes_what_it_is_told_to()
    {
        JsonObject target = Parse("spec: {volumes: [{name: a}, {name: b}], keep: 1}");
        StrategicMerge.Apply(target, Parse("spec: {volumes: [{name: a, $patch: delete}]}"));
        AssertSame(Parse("spec: {volumes: [{name: b}], keep: 1}"), target);
    }

    [Fact]
    public void Operations_are_those_of_rfc_6902()
    {
        JsonObject target = Parse("{a: {b/c: 1}, list: [1, 2]}");
        JsonPatch.Apply(target, (JsonArray)YamlReader.Read("""
            - {op: test, path: /a/b~1c, value: 1}
            - {op: replace, path: /a/b~1c, value: 2}
            - {op: add, path: /list/-, value: 3}
            - {op: add, path: /list/0, value: 0}
            - {op: remove, path: /list/1}
            """).Single());
        AssertSame(Parse("{a: {b/c: 2}, list: [0, 2, 3]}"), target);
    }

    [Theory]
    [InlineData("{op: replace, path: /b, value: 1}")]
    [InlineData("{op: remove, path: /b}")]
    [InlineData("{op: add, path: /b/c, value: 1}")]
    [InlineData("{op: test, path: /a, value: 2}")]
    public void An_operation_that_does_not_fit_is_refused(string operation) =>
        Assert.Throws<InvalidDataException>(() => JsonPatch.Apply(Parse("{a: 1}"), (JsonArray)YamlReader.Read($"- {operation}").Single()));

    [Theory]
    [InlineData("a: 1", "1")]
    [InlineData("a: \"1\"", "\"1\"")]
    [InlineData("a: true", "true")]
    [InlineData("a: 'true'", "\"true\"")]
    [InlineData("a: 10m", "\"10m\"")]
    [InlineData("a:", "null")]
    public void Only_plain_words_become_anything_but_text(string yaml, string json) =>
        Assert.Equal(json, Parse(yaml)["a"]?.ToJsonString() ?? "null");

    [Fact]
    public void A_key_that_is_given_twice_is_refused() =>
        Assert.ThrowsAny<Exception>(() => YamlReader.Read("a: 1\na: 2"));

    private static JsonObject Parse(string yaml) => (JsonObject)YamlReader.Read(yaml).Single();

    private static void AssertSame(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}");
}
