using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// The type and view files, as the module loads them. Rendering is tested where there is a whole PowerShell.
/// </summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData("$i")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($i))")]
    public void The_metadata_are_all_properties_but_the_bytes(string image)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        RunResult result = session.Run(
            $"$i = New-AIImage 'a fox' -Quality low; ({image}).PSObject.Members['Metadata'].ReferencedPropertyNames")
            .ThrowIfFailed();

        Assert.Equal(
            typeof(AIImage).GetProperties().Select(property => property.Name)
                .Except(["Bytes", "IsFinal"]).Append("PSPath").Order(),
            result.Output.Select(name => name.ToString()).Order());
    }

    [Fact]
    public void FullName_and_PSPath_are_the_path_so_that_file_cmdlets_bind_it()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        RunResult result = session.Run(
            "$i = New-AIImage 'a fox' -Quality low -OutFile fox.png; $i.FullName; $i.PSPath; \"$i\"").ThrowIfFailed();

        Assert.All(result.Output, text => Assert.Equal(session.PathOf("fox.png"), text.ToString()));
    }

    [Fact]
    public void An_image_survives_serialization_with_its_usage()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        PSObject image = session.Run("New-AIImage 'a fox' -Quality low").ThrowIfFailed().Output[0];

        PSObject copy = (PSObject)session.Run(
            "$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i, 1))",
            ("i", image)).ThrowIfFailed().Output[0];

        Assert.Equal("Deserialized.ImageGen.AIImage", copy.TypeNames[0]);
        Assert.Equal(
            ((AIImage)image.BaseObject).Usage!.TotalTokens,
            ((PSObject)copy.Properties["Usage"].Value).Properties["TotalTokens"].Value);
    }

    [Theory]
    [InlineData("ImageGen.Format.ps1xml")]
    [InlineData("ImageGen.Types.ps1xml")]
    public void No_view_shows_the_bytes(string file)
    {
        XDocument document = XDocument.Load(Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, file));

        string[] shown = [.. document.Descendants()
            .Where(element => element.Name.LocalName is "PropertyName" or "ReferencedMemberName" or "ScriptBlock")
            .Select(element => element.Value)];

        Assert.NotEmpty(shown);
        Assert.DoesNotContain(shown, text => text.Replace("Bytes.Length", string.Empty).Contains("Bytes"));
    }

    [Fact]
    public void Foreign_text_is_shown_without_control_characters()
    {
        XDocument document = XDocument.Load(
            Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, "ImageGen.Format.ps1xml"));

        Assert.DoesNotContain(
            document.Descendants("PropertyName"), element =>
                element.Value is "Prompt" or "RevisedPrompt" or "Path" or "ParentPath");
        Assert.All(
            document.Descendants("ScriptBlock").Where(element => element.Value.Contains("Prompt")),
            element => Assert.Contains("-replace '[\\p{Cc}\\p{Cf}", element.Value));
    }

    [Fact]
    public void Importing_the_module_writes_to_no_stream()
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"Import-Module '{ModuleSession.ModulePath}' -Force").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
    }
}
