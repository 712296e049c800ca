using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ImageGen.Tests.Contract;

/// <summary>
/// Which types each type of a binary uses, anywhere: bases, signatures, attributes and the instructions of its methods.
/// Nested and generated types count for the type that holds them.
/// </summary>
internal sealed class TypeReferences : IDisposable
{
    private static readonly OpCode[] s_short = new OpCode[256];
    private static readonly OpCode[] s_long = new OpCode[256];

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly NameProvider _names;
    private HashSet<string> _current = [];

    static TypeReferences()
    {
        foreach (System.Reflection.FieldInfo field in typeof(OpCodes).GetFields())
        {
            OpCode code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? s_short : s_long)[code.Value & 0xff] = code;
        }
    }

    public TypeReferences(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _names = new NameProvider(name => _current.Add(name));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>For each type that is not nested, the full names of all types that it uses.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Read()
    {
        Dictionary<string, HashSet<string>> all = new(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            string owner = _names.OutermostName(_metadata, handle);
            if (!all.TryGetValue(owner, out HashSet<string>? found))
            {
                all.Add(owner, found = new(StringComparer.Ordinal));
            }
            _current = found;
            ReadType(_metadata.GetTypeDefinition(handle));
        }

        foreach ((string owner, HashSet<string> found) in all) found.Remove(owner);
        return all;
    }

    private void ReadType(TypeDefinition type)
    {
        Add(type.BaseType);
        ReadAttributes(type.GetCustomAttributes());
        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
        {
            Add(_metadata.GetInterfaceImplementation(handle).Interface);
        }

        foreach (FieldDefinitionHandle handle in type.GetFields())
        {
            FieldDefinition field = _metadata.GetFieldDefinition(handle);
            field.DecodeSignature(_names, null);
            ReadAttributes(field.GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle handle in type.GetProperties())
        {
            ReadAttributes(_metadata.GetPropertyDefinition(handle).GetCustomAttributes());
        }

        foreach (MethodDefinitionHandle handle in type.GetMethods()) ReadMethod(_metadata.GetMethodDefinition(handle));
    }

    private void ReadMethod(MethodDefinition method)
    {
        method.DecodeSignature(_names, null);
        ReadAttributes(method.GetCustomAttributes());
        foreach (GenericParameterHandle handle in method.GetGenericParameters())
        {
            GenericParameter parameter = _metadata.GetGenericParameter(handle);
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }

        if (method.RelativeVirtualAddress == 0) return;

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions) Add(region.CatchType);
        ReadInstructions(body.GetILReader());
    }

    private void ReadInstructions(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            byte first = code.ReadByte();
            OpCode instruction = first == 0xfe ? s_long[code.ReadByte()] : s_short[first];
            switch (instruction.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod
                    or OperandType.InlineTok or OperandType.InlineType:
                    Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += SizeOf(instruction.OperandType);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle handle in attributes) Add(_metadata.GetCustomAttribute(handle).Constructor);
    }

    private void Add(EntityHandle handle)
    {
        if (handle.IsNil) return;

        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                _names.GetTypeFromReference(_metadata, (TypeReferenceHandle)handle, 0);
                break;
            case HandleKind.TypeDefinition:
                _names.GetTypeFromDefinition(_metadata, (TypeDefinitionHandle)handle, 0);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null);
                break;
            case HandleKind.MemberReference:
                MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Add(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(_names, null);
                else member.DecodeFieldSignature(_names, null);
                break;
            case HandleKind.MethodDefinition:
                Add(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Add(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(generic.Method);
                generic.DecodeSignature(_names, null);
                break;
        }
    }
}
