using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Names with brackets: a file of that very name is meant before what the name matches as a pattern.</summary>
public sealed class FileBindingTests
{
    private const string Deserialize = "[System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($i))";

    private const string Places =
        "$name = [System.Management.Automation.WildcardPattern]::Escape('[ab].png'); "
        + "$place = $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($name)[0]; "
        + "$item = $ExecutionContext.InvokeProvider.Item.Get(@('[ab].png'), $true, $true)[0]; ";

    [Theory]
    [InlineData("Edit-AIImage x -Image '[ab].png'")]
    [InlineData("'[ab].png' | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -LiteralPath '[ab].png'")]
    [InlineData("[pscustomobject]@{ Image = '[ab].png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Path = '[ab].png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ FullName = '[ab].png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ LiteralPath = '[ab].png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ PSPath = \"FileSystem::$PWD/[ab].png\" } | Edit-AIImage x")]
    [InlineData("$place | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -Image $place")]
    [InlineData("$item | Edit-AIImage x")]
    [InlineData("'[ab].png' | Get-AIImage | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Path = '[ab].png' } | Get-AIImage | Edit-AIImage x")]
    [InlineData("$place | Get-AIImage | Edit-AIImage x")]
    public async Task The_file_of_that_name_is_taken(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run(Places + command).ThrowIfFailed();

        Assert.Equal(session.PathOf("[Client] Foo/[ab].png"), Assert.Single(result.Images).ParentPath);
    }

    [Theory]
    [InlineData("-Mask '[ab].png'")]
    [InlineData("-Mask $place")]
    [InlineData("-Reference '[ab].png'")]
    [InlineData("-Reference $place")]
    public async Task A_mask_and_a_reference_are_found_likewise(string parameters)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = WithFiles(service);

        session.Run(Places + $"Edit-AIImage x -Image a.png {parameters}").ThrowIfFailed();

        Assert.Contains(System.Convert.ToBase64String(Pngs.WithAlpha()), service.Requests[0].Text);
    }

    [Theory]
    [InlineData("Edit-AIImage x -Path '[ab].png'")]
    [InlineData("Edit-AIImage x -Image '[a-b].png'")]
    [InlineData("'?.png' | Edit-AIImage x -Combine")]
    public async Task A_pattern_still_matches(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service, folder: "plain");

        session.Run(command).ThrowIfFailed();

        string sent = string.Concat(service.Requests.Select(request => request.Text));
        Assert.Equal(2, sent.Split(System.Convert.ToBase64String(Pngs.Opaque())).Length - 1);
    }

    [Theory]
    [InlineData("$i")]
    [InlineData(Deserialize)]
    [InlineData(Deserialize + " | ForEach-Object { $m = @{}; foreach ($p in $_.PSObject.Members['Metadata']."
        + "ReferencedPropertyNames) { $m[$p] = \"$($_.$p)\" }; [pscustomobject]$m }")]
    public async Task An_image_binds_to_LiteralPath_by_its_PSPath(string image)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run($$"""
            function Show {
                [CmdletBinding(DefaultParameterSetName = 'Path')]
                param(
                    [Parameter(ParameterSetName = 'Path', ValueFromPipeline, ValueFromPipelineByPropertyName)]
                    [string[]] $Path,
                    [Parameter(ParameterSetName = 'LiteralPath', ValueFromPipelineByPropertyName)]
                    [Alias('PSPath')] [string[]] $LiteralPath)
                process { "$($PSCmdlet.ParameterSetName) $LiteralPath" }
            }
            $i = New-AIImage x -OutFile '[n].png'
            {{image}} | Show
            """).ThrowIfFailed();

        Assert.Equal($"LiteralPath {session.PathOf("[Client] Foo/[n].png")}", Assert.Single(result.Output).ToString());
    }

    [Theory]
    [InlineData("[s].png")]
    [InlineData(".hidden.png")]
    public async Task What_is_saved_is_the_item_of_the_provider(string name)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        PSObject item = Assert.Single(session.Run($"New-AIImage x | Save-AIImage '{name}'").ThrowIfFailed().Output);

        Assert.Equal(session.PathOf($"[Client] Foo/{name}"), Assert.IsType<FileInfo>(item.BaseObject).FullName);
        Assert.EndsWith(
            $"FileSystem::{session.PathOf($"[Client] Foo/{name}")}", (string)item.Properties["PSPath"].Value);
        Assert.Equal(name, item.Properties["PSChildName"].Value);
    }

    [Fact]
    public async Task A_relative_path_of_a_row_with_an_id_begins_at_the_location()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run("""
            [pscustomobject]@{ Id = 'ig_9'; Path = '[ab].png' } | Save-AIImage copy.png
            [pscustomobject]@{ Id = 'ig_9'; Path = '[ab].png' } | Edit-AIImage x -Context Data
            [pscustomobject]@{ ResponseId = 'resp_9'; Path = 'Q:\elsewhere\a.png' } | Edit-AIImage x
            """).ThrowIfFailed();

        Assert.Equal(Pngs.WithAlpha(), File.ReadAllBytes(session.PathOf("[Client] Foo/copy.png")));
        Assert.Equal(session.PathOf("[Client] Foo/[ab].png"), result.Images[0].ParentPath);
        Assert.Equal("\"resp_9\"", service.Requests[1].TextAt("previous_response_id"));
    }

    private static ModuleSession WithFiles(LoopbackService service, string folder = "[Client] Foo")
    {
        ModuleSession session = ModuleSession.With(service);
        string here = Directory.CreateDirectory(session.PathOf(folder)).FullName;
        foreach (string name in new[] { "a.png", "b.png" }) File.WriteAllBytes(Path.Combine(here, name), Pngs.Opaque());
        File.WriteAllBytes(Path.Combine(here, "[ab].png"), Pngs.WithAlpha());
        session.Runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(here));
        return session;
    }
}
