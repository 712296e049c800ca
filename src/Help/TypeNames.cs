using System;
using System.Linq;

namespace ImageGen.Help;

/// <summary>Type names as help shows them: generic ones in PowerShell's brackets.</summary>
internal static class TypeNames
{
    public static string Short(Type type) => Name(type, type => type.Name);

    public static string Full(Type type) => Name(type, type => type.FullName ?? type.Name);

    private static string Name(Type type, Func<Type, string> of)
    {
        if (type.IsArray) return Name(type.GetElementType()!, of) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying, of);
        if (!type.IsGenericType) return of(type);

        string arguments = string.Join(",", type.GetGenericArguments().Select(argument => Name(argument, of)));
        return $"{CrefNames.WithoutArity(of(type.GetGenericTypeDefinition()))}[{arguments}]";
    }
}
