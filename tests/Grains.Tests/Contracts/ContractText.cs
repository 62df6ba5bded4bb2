using System.CodeDom.Compiler;
using System.Globalization;
using System.Reflection;
using System.Text;
using SessionService.Grains.Contracts;

namespace SessionService.Grains.Tests.Contracts;

/// <summary>The contracts between nodes as text: everything that another version of this code would have to understand.</summary>
internal static class ContractText
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Write()
    {
        Assembly assembly = typeof(ISessionGrain).Assembly;
        var text = new StringBuilder();
        var enums = new SortedSet<Type>(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)));
        foreach (Type grain in Ordered(assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))))
        {
            text.Append(CultureInfo.InvariantCulture, $"grain {AliasOf(grain)}\n");
            foreach (MethodInfo method in grain.GetMethods(Members).OrderBy(AliasOf, StringComparer.Ordinal))
            {
                string parameters = string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType, enums)));
                text.Append(CultureInfo.InvariantCulture, $"  {AliasOf(method)}({parameters}): {Name(method.ReturnType, enums)}\n");
            }
        }

        foreach (Type message in Ordered(Messages(assembly)))
        {
            text.Append(CultureInfo.InvariantCulture, $"message {AliasOf(message)}\n");
            foreach (PropertyInfo property in message.GetProperties(Members).Where(HasId).OrderBy(Id))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Id(property)} {property.Name}: {Name(property.PropertyType, enums)}\n");
            }
        }

        foreach (Type kind in enums)
        {
            string members = string.Join(", ", Enum.GetValues(kind).Cast<object>().Select(
                value => $"{value} = {Convert.ToInt64(value, CultureInfo.InvariantCulture)}"));
            text.Append(CultureInfo.InvariantCulture, $"enum {kind.Name}: {members}\n");
        }

        return text.ToString();
    }

    /// <summary>Properties of messages that would not travel.</summary>
    public static IEnumerable<string> Forgotten() =>
        from message in Messages(typeof(ISessionGrain).Assembly)
        from property in message.GetProperties(Members)
        where property.CanWrite && !HasId(property)
        select $"{message.Name}.{property.Name}";

    /// <summary>Every message that passes between nodes.</summary>
    public static IEnumerable<Type> AllMessages() => Ordered(Messages(typeof(ISessionGrain).Assembly));

    // The generator's own classes carry a call's arguments; they follow from the methods.
    private static IEnumerable<Type> Messages(Assembly assembly) => assembly.GetTypes().Where(
        type => type.IsDefined(typeof(GenerateSerializerAttribute)) && !type.IsDefined(typeof(GeneratedCodeAttribute)));

    private static IEnumerable<Type> Ordered(IEnumerable<Type> types) => types.OrderBy(AliasOf, StringComparer.Ordinal);

    private static bool HasId(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>() is not null;

    private static uint Id(PropertyInfo property) => property.GetCustomAttribute<IdAttribute>()!.Id;

    private static string AliasOf(MemberInfo member) =>
        member.GetCustomAttribute<AliasAttribute>()?.Alias
        ?? throw new InvalidOperationException($"{member.DeclaringType?.Name}.{member.Name} has no [Alias].");

    private static string Name(Type type, SortedSet<Type> enums)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner, enums) + "?";
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!, enums) + "[]";
        }

        if (type.IsEnum)
        {
            enums.Add(type);
            return type.Name;
        }

        string name = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument, enums)))}>"
            : name;
    }
}
