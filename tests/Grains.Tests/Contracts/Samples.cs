using System.Reflection;

namespace SessionService.Grains.Tests.Contracts;

/// <summary>Messages with something in every place.</summary>
internal static class Samples
{
    /// <summary>Every message, the generic one closed with one of the others.</summary>
    public static IEnumerable<Type> Messages() => ContractText.AllMessages().Where(type => Properties(type).Length > 0).Select(
        type => type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(Grains.Messages.StateMessage)) : type);

    /// <summary>A message that differs from a new one in every property.</summary>
    public static object Of(Type type)
    {
        object made = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in Properties(type))
        {
            property.SetValue(made, Value(property.PropertyType));
        }

        return made;
    }

    /// <summary>Properties that travel, in order of their numbers.</summary>
    public static PropertyInfo[] Properties(Type type) =>
    [
        .. type.GetProperties().Where(property => property.GetCustomAttribute<IdAttribute>() is not null)
            .OrderBy(property => property.GetCustomAttribute<IdAttribute>()!.Id),
    ];

    private static object Value(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? Value(inner)
        : type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => true,
            _ when type == typeof(byte) => (byte)7,
            _ when type == typeof(int) => 7,
            _ when type == typeof(uint) => 7u,
            _ when type == typeof(long) => 7L,
            _ when type == typeof(ulong) => 7ul,
            _ when type == typeof(float) => 7.5f,
            _ when type == typeof(double) => 7.5,
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(7),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddDays(7),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(1)!,
            _ when type.IsArray => Array(type.GetElementType()!),
            _ => Of(type),
        };

    private static Array Array(Type element)
    {
        var one = System.Array.CreateInstance(element, 1);
        one.SetValue(Value(element), 0);
        return one;
    }
}
