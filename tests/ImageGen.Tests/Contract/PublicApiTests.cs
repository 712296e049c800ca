using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>What others can build on is what <c>Contract/PublicApi.txt</c> says, no more and no less.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly s_assembly = typeof(AIImage).Assembly;

    private static IEnumerable<Type> PublicTypes => s_assembly.GetExportedTypes()
        .Where(type => type.Name != "DesktopAssemblyResolver")
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        string[] actual = [.. PublicTypes.SelectMany(Describe)];
        string approved = Repository.PathOf("tests/ImageGen.Tests/Contract/PublicApi.txt");
        string received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllLines(received, actual);

        string[] expected = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        string changes = string.Join(
            "\n", actual.Except(expected).Select(line => "+ " + line)
                .Concat(expected.Except(actual).Select(line => "- " + line)));
        Assert.True(
            expected.SequenceEqual(actual),
            $"The public API differs:\n{changes}\nIf this is meant, copy {received} to {approved}.");
    }

    [Fact]
    public void Public_are_cmdlets_their_attributes_and_completers_and_output_types()
    {
        Assert.All(PublicTypes, type => Assert.True(
            type.Namespace is "ImageGen" or "ImageGen.Commands" or "ImageGen.Parameters", type.FullName));
    }

    [Fact]
    public void Every_class_is_sealed_abstract_or_static()
    {
        string[] open =
        [
            .. s_assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
                .Where(type => !s_assembly.GetTypes().Any(other => other.BaseType == type))
                .Where(type => type.FullName!.StartsWith("ImageGen.", StringComparison.Ordinal)
                    && !type.Name.Contains('<'))
                .Select(type => type.FullName!),
        ];

        Assert.Empty(open);
    }

    [Fact]
    public void No_type_of_a_dependency_stands_in_a_public_signature()
    {
        string[] foreign =
        [
            .. from type in PublicTypes
               from used in Signature(type)
               where used.Namespace is string space
                   && (space.StartsWith("System.Text.Json", StringComparison.Ordinal)
                       || space.StartsWith("System.Net.Http", StringComparison.Ordinal)
                       || space.StartsWith("Stb", StringComparison.Ordinal)
                       || (space.StartsWith("ImageGen", StringComparison.Ordinal) && !used.IsVisible))
               select $"{type} shows {used}",
        ];

        Assert.Empty(foreign);
    }

    private static IEnumerable<Type> Signature(Type type)
    {
        const BindingFlags Flags =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        IEnumerable<Type> members = type.GetMembers(Flags).SelectMany(member => member switch
        {
            MethodBase { IsPublic: true } or MethodBase { IsFamily: true } =>
                ((MethodBase)member).GetParameters().Select(parameter => parameter.ParameterType)
                    .Append((member as MethodInfo)?.ReturnType ?? typeof(void)),
            FieldInfo { IsPublic: true } field => [field.FieldType],
            _ => [],
        });
        return members.Concat(type.GetInterfaces()).Append(type.BaseType ?? typeof(object)).SelectMany(Flatten);
    }

    private static IEnumerable<Type> Flatten(Type type) =>
        type.HasElementType ? Flatten(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Flatten).Append(type)
        : [type];

    private static IEnumerable<string> Describe(Type type)
    {
        string bases = string.Join(", ", new[] { type.BaseType! }
            .Where(item => item is not null && item != typeof(object))
            .Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []))
            .Select(Name)
            .Order(StringComparer.Ordinal));
        string kind = type.IsEnum ? "enum" : type.IsAbstract ? "abstract class" : "class";
        yield return $"{kind} {Name(type)}{(bases.Length > 0 && !type.IsEnum ? $" : {bases}" : string.Empty)}";

        const BindingFlags Flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
            | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> members = type.IsEnum
            ? Enum.GetNames(type)
            : type.GetMembers(Flags).Select(Describe).OfType<string>().Order(StringComparer.Ordinal);
        foreach (string member in members) yield return $"    {member}";
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        PropertyInfo property when property.GetMethod is { IsPublic: true } get =>
            $"{Name(property.PropertyType)} {property.Name} {{ "
            + $"get;{(property.SetMethod is { IsPublic: true } ? " set;" : string.Empty)} }}",
        ConstructorInfo { IsPublic: true } constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when method.IsPublic || method.IsFamily =>
            $"{(method.IsFamily ? "protected " : string.Empty)}{Name(method.ReturnType)} "
            + $"{method.Name}({Parameters(method)})",
        FieldInfo { IsPublic: true } field => $"{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is Type value ? Name(value) + "?"
        : type.IsGenericType
            ? $"{type.FullName!.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.FullName!;
}
