using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImageGen.Tests.Contract;
using Xunit;

namespace ImageGen.Tests.Desktop;

/// <summary>
/// What the assembled folder for Windows PowerShell refers to is there on .NET Framework 4.7.2: read from the metadata,
/// so that it can be told where there is no .NET Framework.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string s_framework = Repository.Folder("NetFramework");
    private static readonly string s_folder = Repository.PathOf(Path.Combine("out", "ImageGen", "bin", "Desktop"));

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(s_folder, "*.dll").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_type_and_member_is_there(string file)
    {
        using AssemblyShelf shelf = Shelf();
        using PEReader image = new(File.OpenRead(Path.Combine(s_folder, file)));
        MetadataReader reader = image.GetMetadataReader();

        Assert.Empty(Missing(shelf, reader));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_assembly_is_there_in_a_version_that_is_taken(string file)
    {
        using AssemblyShelf framework = new(
            s_framework, Path.Combine(s_framework, "Facades"), Repository.Folder("PowerShell"));
        using PEReader image = new(File.OpenRead(Path.Combine(s_folder, file)));
        MetadataReader reader = image.GetMetadataReader();

        Assert.Empty(
            from handle in reader.AssemblyReferences
            let wanted = reader.GetAssemblyReference(handle).GetAssemblyName()
            where !IsFound(wanted, file, framework)
            select $"{file} needs {wanted}");
    }

    /// <summary>A test of the test: it would find a member that .NET Framework has not.</summary>
    [Fact]
    public void A_member_that_is_missing_is_found()
    {
        using AssemblyShelf shelf = Shelf();
        using PEReader image = new(File.OpenRead(typeof(ReferenceTests).Assembly.Location));
        string[] missing = [.. Missing(shelf, image.GetMetadataReader())];

        Assert.Contains("System.String.Contains instance Boolean`0(String,System.StringComparison)", missing);
        Assert.DoesNotContain("System.String.StartsWith instance Boolean`0(String,System.StringComparison)", missing);
    }

    private static AssemblyShelf Shelf() =>
        new(s_folder, s_framework, Path.Combine(s_framework, "Facades"), Repository.Folder("PowerShell"));

    /// <summary>
    /// True for a file of the folder in this very version, for one that the resolver answers with, and for a part of
    /// the framework, which has one version for all.
    /// </summary>
    private static bool IsFound(AssemblyName wanted, string file, AssemblyShelf framework)
    {
        string path = Path.Combine(s_folder, wanted.Name + ".dll");
        if (!File.Exists(path))
        {
            return framework.Find(wanted.Name!) is MetadataReader found
                && wanted.Version <= found.GetAssemblyDefinition().Version;
        }

        return AssemblyName.GetAssemblyName(path).Version == wanted.Version
            || IsAnswered(wanted, Path.Combine(s_folder, file));
    }

    private static bool IsAnswered(AssemblyName wanted, string requesting) =>
        DesktopAssemblyResolver.FileFor(wanted.FullName, requesting, s_folder) is not null;

    private static IEnumerable<string> Missing(AssemblyShelf shelf, MetadataReader reader)
    {
        SignatureText text = new();
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            if (shelf.Find(reader, handle) is null) yield return text.GetTypeFromReference(reader, handle, 0);
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (TypeOf(reader, member.Parent) is not TypeReferenceHandle parent) continue;
            if (shelf.Find(reader, parent) is not var (typeReader, type)) continue;

            string name = reader.GetString(member.Name);
            string signature = member.GetKind() == MemberReferenceKind.Method
                ? SignatureText.Of(member.DecodeMethodSignature(text, null))
                : member.DecodeFieldSignature(text, null);
            if (!shelf.HasMember(typeReader, type, name, signature))
            {
                yield return $"{text.GetTypeFromReference(reader, parent, 0)}.{name} {signature}";
            }
        }
    }

    /// <summary>The type of another assembly that a member belongs to; null for the own ones, and for arrays.</summary>
    private static TypeReferenceHandle? TypeOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference) return (TypeReferenceHandle)parent;
        if (parent.Kind != HandleKind.TypeSpecification) return null;

        BlobReader blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;

        blob.ReadCompressedInteger();
        EntityHandle type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }
}
