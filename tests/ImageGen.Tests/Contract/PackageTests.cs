using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>What a reader of the package finds in it, and where its links lead.</summary>
public sealed class PackageTests : IClassFixture<Packed>
{
    private readonly Packed _packed;

    public PackageTests(Packed packed) => _packed = packed;

    [Fact]
    public void The_pages_of_the_repository_are_those_that_the_docs_give()
    {
        IEnumerable<string> pages = Directory.GetFiles(Repository.PathOf("en-US"), "*.md")
            .Select(page => Path.GetFileName(page))
            .Order(StringComparer.OrdinalIgnoreCase);

        Assert.Equal(Cmdlets().Select(name => name + ".md"), pages);
        Assert.All(
            pages.Append("ImageGen.dll-Help.xml"),
            page => Assert.Equal(File.ReadAllText(Repository.PathOf("en-US/" + page)), _packed.Plain["en-US/" + page]));
    }

    [Fact]
    public void A_page_has_all_parameters_and_the_readme_links_to_it()
    {
        foreach (CmdletInfo cmdlet in Commands())
        {
            string page = _packed.Plain[$"en-US/{cmdlet.Name}.md"];
            IEnumerable<string> own = cmdlet.ParameterSets.SelectMany(set => set.Parameters)
                .Where(parameter => !parameter.Attributes.OfType<ParameterAttribute>().Any(item => item.DontShow))
                .Select(parameter => parameter.Name)
                .Except(Cmdlet.CommonParameters);
            Assert.All(own, name => Assert.Contains($"\n### -{name}\n", page));
            Assert.Equal(
                cmdlet.ParameterSets.Count,
                Regex.Count(page, $@"```powershell\n{cmdlet.Name} .*(\n +.*)*<CommonParameters>\]\n```"));
            Assert.Contains($"(en-US/{cmdlet.Name}.md)", _packed.Plain["README.md"]);
        }
    }

    [Fact]
    public void Every_link_of_a_page_leads_to_a_file_of_the_package() => Assert.True(RelativeLinks(_packed.Plain) > 50);

    [Fact]
    public void With_an_address_the_readme_has_no_relative_link()
    {
        string readme = _packed.WithProject["README.md"];

        Assert.Contains($"]({Packed.Project}/blob/HEAD/docs/guide.md)", readme);
        Assert.Contains($"]({Packed.Project}/raw/HEAD/docs/chain.png)", readme);
        Assert.DoesNotMatch(@"\]\((?!https://|#)", readme);
        Assert.True(RelativeLinks(_packed.WithProject) > 20);
    }

    [Fact]
    public void What_is_for_a_clone_is_not_in_the_package()
    {
        Assert.Contains("src/Shell", File.ReadAllText(Repository.PathOf("README.md")));
        Assert.DoesNotContain("src/Shell", _packed.Plain["README.md"]);
        Assert.DoesNotContain("repository -->", _packed.Plain["README.md"]);
    }

    [Fact]
    public void The_first_image_is_made_by_the_first_commands()
    {
        MatchCollection matches = Regex.Matches(_packed.Plain["README.md"], @"```\w+\n(?<code>[^`]+)```");
        string[] blocks = [.. matches.Select(block => block.Groups["code"].Value)];

        Assert.StartsWith("Install-PSResource ImageGen -Prerelease", blocks[0]);
        Assert.Equal(
            "Connect-AIImageService -Sandbox\nNew-AIImage 'a red fox in snow' -OutFile ./fox.png\n",
            blocks[1]);
        Assert.Contains("Connect-AIImageService -Sandbox; New-AIImage", Packed.Field(_packed.Plain, "description"));
    }

    [Fact]
    public void Without_an_address_none_is_invented()
    {
        Assert.Null(Packed.Field(_packed.Plain, "projectUrl"));
        Assert.Null(Packed.Field(_packed.Plain, "iconUrl"));
        Assert.DoesNotContain("Uri", _packed.Plain["ImageGen.psd1"]);
        Assert.All(OnlineLinks(_packed.Plain), Assert.Empty);
    }

    [Fact]
    public void With_an_address_each_place_names_it()
    {
        string manifest = _packed.WithProject["ImageGen.psd1"];

        Assert.Equal(Packed.Project, Packed.Field(_packed.WithProject, "projectUrl"));
        Assert.Equal($"{Packed.Project}/raw/HEAD/icon.png", Packed.Field(_packed.WithProject, "iconUrl"));
        Assert.EndsWith($"{Packed.Project}/blob/HEAD/CHANGELOG.md", Packed.Field(_packed.WithProject, "releaseNotes"));
        Assert.Matches($@"\n +ProjectUri +=\s'{Packed.Project}'\n", manifest);
        Assert.Matches($@"\n +LicenseUri +=\s'{Packed.Project}/blob/HEAD/LICENSE'\n", manifest);
        Assert.Matches($@"\n +IconUri +=\s'{Packed.Project}/raw/HEAD/icon.png'\n", manifest);
        Assert.Equal(
            Cmdlets().Select(name => $"{Packed.Project}/blob/HEAD/en-US/{name}.md"),
            OnlineLinks(_packed.WithProject).Select(links => Assert.Single(links)));
    }

    /// <summary>What Get-Help -Online would open, cmdlet by cmdlet.</summary>
    private static IEnumerable<string[]> OnlineLinks(IReadOnlyDictionary<string, string> package)
    {
        XElement[] commands = [.. XDocument.Parse(package["en-US/ImageGen.dll-Help.xml"]).Root!.Elements()];
        Assert.Equal(Cmdlets().Length, commands.Length);
        return commands.Select(command => command.Descendants()
            .Where(item => item.Name.LocalName == "uri" && item.Parent!.Name.LocalName == "navigationLink")
            .Select(item => item.Value)
            .Where(address => address.Length > 0)
            .ToArray());
    }

    private static int RelativeLinks(IReadOnlyDictionary<string, string> package)
    {
        int count = 0;
        foreach (string page in package.Keys.Where(file => file.EndsWith(".md", StringComparison.Ordinal)))
        {
            string prose = Regex.Replace(package[page], @"(?ms)^ *(?<fence>```+)\w*\n.*?^ *\k<fence>", "");
            foreach (Match link in Regex.Matches(prose, @"\]\((?!https?:|#)(?<path>[^)#]+)"))
            {
                Uri target = new(new Uri("file:///" + page), link.Groups["path"].Value);
                Assert.True(package.ContainsKey(target.AbsolutePath.TrimStart('/')), $"{page}: {link.Value}");
                count++;
            }
        }

        return count;
    }

    private static string[] Cmdlets() =>
        [.. Commands().Select(command => command.Name).Order(StringComparer.OrdinalIgnoreCase)];

    private static CmdletInfo[] Commands()
    {
        using ModuleSession session = new();
        RunResult result = session.Run("Get-Command -Module ImageGen").ThrowIfFailed();
        return [.. result.Output.Select(item => (CmdletInfo)item.BaseObject)];
    }
}
