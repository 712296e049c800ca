using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImageGen.Tests.Desktop;

/// <summary>Assemblies by their simple name, and the types and members in them; nothing is loaded for it.</summary>
/// <param name="folders">Where they are looked for, the first that has one giving it.</param>
internal sealed class AssemblyShelf(params string[] folders) : IDisposable
{
    private readonly SignatureText _text = new();
    private readonly Dictionary<string, PEReader?> _files = new(StringComparer.OrdinalIgnoreCase);

    public MetadataReader? Find(string assembly)
    {
        if (!_files.TryGetValue(assembly, out PEReader? file))
        {
            string? path = folders.Select(folder => Path.Combine(folder, assembly + ".dll"))
                .FirstOrDefault(File.Exists);
            _files[assembly] = file = path is null ? null : new PEReader(File.OpenRead(path));
        }

        return file?.GetMetadataReader();
    }

    /// <summary>The definition that a reference leads to, through all forwarders; null where there is none.</summary>
    public (MetadataReader Reader, TypeDefinition Type)? Find(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference reference = reader.GetTypeReference(handle);
        string name = reader.GetString(reference.Name);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return Find(reader, (TypeReferenceHandle)reference.ResolutionScope) is var (outerReader, outer)
                ? Only(outerReader, outer.GetNestedTypes().Where(nested => Is(outerReader, nested, string.Empty, name)))
                : null;
        }

        AssemblyReference assembly = reader.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
        return Find(reader.GetString(assembly.Name), reader.GetString(reference.Namespace), name);
    }

    /// <summary>True where the type, or one that it is based on, has the member.</summary>
    public bool HasMember(MetadataReader reader, TypeDefinition type, string name, string signature)
    {
        bool isMethod = type.GetMethods().Select(reader.GetMethodDefinition).Any(method =>
            reader.StringComparer.Equals(method.Name, name)
            && SignatureText.Of(method.DecodeSignature(_text, null)) == signature);
        bool isField = type.GetFields().Select(reader.GetFieldDefinition).Any(field =>
            reader.StringComparer.Equals(field.Name, name) && field.DecodeSignature(_text, null) == signature);
        return isMethod || isField
            || (BaseOf(reader, type) is var (baseReader, found) && HasMember(baseReader, found, name, signature));
    }

    public void Dispose()
    {
        foreach (PEReader? file in _files.Values) file?.Dispose();
    }

    private (MetadataReader Reader, TypeDefinition Type)? Find(string assembly, string space, string name)
    {
        if (Find(assembly) is not MetadataReader reader) return null;

        if (Only(reader, reader.TypeDefinitions.Where(type => Is(reader, type, space, name))) is var (_, type))
        {
            return (reader, type);
        }

        return reader.ExportedTypes.Select(reader.GetExportedType)
            .Where(exported => exported.IsForwarder
                && reader.StringComparer.Equals(exported.Name, name)
                && reader.StringComparer.Equals(exported.Namespace, space))
            .Select(exported => reader.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation))
            .Select(target => Find(reader.GetString(target.Name), space, name))
            .FirstOrDefault();
    }

    private (MetadataReader Reader, TypeDefinition Type)? BaseOf(MetadataReader reader, TypeDefinition type)
    {
        if (type.BaseType.IsNil) return null;

        return type.BaseType.Kind switch
        {
            HandleKind.TypeReference => Find(reader, (TypeReferenceHandle)type.BaseType),
            HandleKind.TypeDefinition => (reader, reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType)),
            _ => null,
        };
    }

    private static (MetadataReader Reader, TypeDefinition Type)? Only(
        MetadataReader reader, IEnumerable<TypeDefinitionHandle> handles)
    {
        TypeDefinitionHandle handle = handles.FirstOrDefault();
        return handle.IsNil ? null : (reader, reader.GetTypeDefinition(handle));
    }

    private static bool Is(MetadataReader reader, TypeDefinitionHandle handle, string space, string name)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        return reader.StringComparer.Equals(type.Name, name)
            && reader.StringComparer.Equals(type.Namespace, space)
            && (space.Length == 0 || type.GetDeclaringType().IsNil);
    }
}
