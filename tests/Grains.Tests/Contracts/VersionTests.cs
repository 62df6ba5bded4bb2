using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Session;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;

namespace SessionService.Grains.Tests.Contracts;

/// <summary>
/// Nodes of two versions talk through Orleans' own serializer. A later version has fields that an earlier one does not know,
/// an earlier one lacks the fields that were added last; every message must be read either way, and lose nothing else.
/// </summary>
public sealed class VersionTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static TheoryData<string> Names => [.. Samples.Messages().Select(type => type.ToString())];

    private Serializer Serializer => services.GetRequiredService<Serializer>();

    private SerializerSessionPool Sessions => services.GetRequiredService<SerializerSessionPool>();

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_later_version_adds_is_passed_over(string name)
    {
        Type type = Find(name);
        object message = Samples.Of(type);
        uint lastId = Samples.Properties(type)[^1].GetCustomAttribute<IdAttribute>()!.Id;
        object read = Read(type, WireText.WithUnknown(Write(type, message), lastId, Sessions));
        Assert.Equal(Text(message), Text(read));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_earlier_version_lacks_is_as_in_a_new_message(string name)
    {
        Type type = Find(name);
        object message = Samples.Of(type);
        object fresh = Activator.CreateInstance(type)!;
        byte[] bytes = Write(type, message);
        List<int> ends = WireText.FieldEnds(bytes, Sessions);
        PropertyInfo[] properties = Samples.Properties(type);
        Assert.Equal(properties.Length, ends.Count - 1);
        for (int known = 0; known < ends.Count; known++)
        {
            object read = Read(type, WireText.WithOnly(bytes, ends[known]));
            for (int i = 0; i < properties.Length; i++)
            {
                object expected = i < known ? message : fresh;
                Assert.Equal(Text(properties[i].GetValue(expected)), Text(properties[i].GetValue(read)));
            }
        }
    }

    [Fact]
    public void An_item_of_a_kind_that_is_not_known_is_left_out()
    {
        byte[] later = WireText.WithUnknown(Write(typeof(FeedItemMessage), new FeedItemMessage()), 9, Sessions);
        Assert.Null(((FeedItemMessage)Read(typeof(FeedItemMessage), later)).ToItem());
    }

    [Fact]
    public void A_command_of_a_kind_that_is_not_known_is_no_command()
    {
        byte[] later = WireText.WithUnknown(Write(typeof(CommandMessage), new CommandMessage { Kind = "teleport", Id = "1" }), 9, Sessions);
        Assert.Null(((CommandMessage)Read(typeof(CommandMessage), later)).ToCommand());
    }

    private static Type Find(string name) => Samples.Messages().Single(type => type.ToString() == name);

    private static string Text(object? value) => JsonSerializer.Serialize(value);

    private byte[] Write(Type type, object message) => (byte[])typeof(VersionTests)
        .GetMethod(nameof(WriteAs), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [message])!;

    private object Read(Type type, byte[] bytes) => typeof(VersionTests)
        .GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [bytes])!;

    private byte[] WriteAs<T>(object message) => Serializer.SerializeToArray((T)message);

    private object ReadAs<T>(byte[] bytes) => Serializer.Deserialize<T>(bytes)!;
}
