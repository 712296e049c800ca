using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Reflection.Emit;
using ImageGen.Commands;

namespace ImageGen.Benchmarks.Clients;

/// <summary>
/// A cmdlet with the parameters of Start-AIImageBatch and nothing else: what PowerShell itself costs.
/// </summary>
internal static class EmptyCommand
{
    public const string Name = "Test-EmptyBatch";

    public static SessionStateCmdletEntry ToEntry() => new(Name, Create(), helpFileName: null);

    private static Type Create()
    {
        TypeBuilder cmdlet = AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("EmptyCommand"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("EmptyCommand")
            .DefineType("TestEmptyBatchCommand", TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
        string[] names = Name.Split('-');
        CustomAttributeData attribute = typeof(StartAIImageBatchCommand).GetCustomAttributesData()
            .Single(data => data.AttributeType == typeof(CmdletAttribute));
        cmdlet.SetCustomAttribute(Copy(attribute, names));
        foreach (PropertyInfo parameter in typeof(StartAIImageBatchCommand).GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true)))
        {
            AddParameter(cmdlet, parameter);
        }

        return cmdlet.CreateType();
    }

    private static void AddParameter(TypeBuilder cmdlet, PropertyInfo parameter)
    {
        const MethodAttributes Accessor =
            MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        Type type = parameter.PropertyType;
        FieldBuilder field = cmdlet.DefineField("_" + parameter.Name, type, FieldAttributes.Private);
        PropertyBuilder property = cmdlet.DefineProperty(parameter.Name, PropertyAttributes.None, type, null);
        MethodBuilder get = cmdlet.DefineMethod("get_" + parameter.Name, Accessor, type, null);
        ILGenerator code = get.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        MethodBuilder set = cmdlet.DefineMethod("set_" + parameter.Name, Accessor, null, [type]);
        code = set.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        property.SetGetMethod(get);
        property.SetSetMethod(set);
        foreach (CustomAttributeData attribute in parameter.GetCustomAttributesData()
            .Where(data => typeof(System.Management.Automation.Internal.CmdletMetadataAttribute)
                .IsAssignableFrom(data.AttributeType)))
        {
            property.SetCustomAttribute(Copy(attribute));
        }
    }

    private static CustomAttributeBuilder Copy(CustomAttributeData data, object?[]? arguments = null)
    {
        IList<CustomAttributeNamedArgument> named = [.. data.NamedArguments.Where(one => !one.IsField)];
        return new CustomAttributeBuilder(
            data.Constructor,
            arguments ?? [.. data.ConstructorArguments.Select(ValueOf)],
            [.. named.Select(one => (PropertyInfo)one.MemberInfo)],
            [.. named.Select(one => ValueOf(one.TypedValue))]);
    }

    private static object? ValueOf(CustomAttributeTypedArgument argument)
    {
        if (argument.Value is not IReadOnlyCollection<CustomAttributeTypedArgument> items) return argument.Value;

        Array array = Array.CreateInstance(argument.ArgumentType.GetElementType()!, items.Count);
        int index = 0;
        foreach (CustomAttributeTypedArgument item in items) array.SetValue(ValueOf(item), index++);
        return array;
    }
}
