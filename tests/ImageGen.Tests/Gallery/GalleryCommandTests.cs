using System.IO;
using System.Linq;
using ImageGen.Gallery;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Gallery;

/// <summary>The cmdlet: where the page goes, what is refused, and what it says when.</summary>
public sealed class GalleryCommandTests
{
    [Theory]
    [InlineData("Export-AIImageGallery page.html", "page.html")]
    [InlineData("Export-AIImageGallery page", "page.html")]
    [InlineData("Export-AIImageGallery", "gallery.html")]
    [InlineData("Export-AIImageGallery ./new/", "new/gallery.html")]
    [InlineData("Export-AIImageGallery '[x] #1.html'", "[x] #1.html")]
    public void The_page_is_where_it_was_asked_for(string command, string file)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        RunResult result = session.Run($"New-AIImage x | {command}").ThrowIfFailed();

        Assert.Equal(session.PathOf(file), Assert.IsType<FileInfo>(Assert.Single(result.Output).BaseObject).FullName);
        Assert.EndsWith("</html>\n", File.ReadAllText(session.PathOf(file)));
    }

    [Fact]
    public void A_page_that_exists_is_kept_before_anything_is_made()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        File.WriteAllText(session.PathOf("page.html"), "mine");

        RunResult result = session.Run("New-AIImage x -OutFile a.png | Export-AIImageGallery page.html");

        Assert.StartsWith("FileExists", result.Errors.Last().FullyQualifiedErrorId);
        Assert.Equal("mine", File.ReadAllText(session.PathOf("page.html")));
        Assert.False(File.Exists(session.PathOf("a.png")));
    }

    [Fact]
    public void What_is_no_image_is_one_error_and_the_page_has_the_others()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        File.WriteAllText(session.PathOf("text.png"), "text");

        RunResult result = session.Run(
            "New-AIImage fox -OutFile a.png | Out-Null; 'a.png', 'text.png', 'none.png', 'a.png' | "
            + "Export-AIImageGallery p.html");

        Assert.Equal(2, result.Errors.Count());
        string page = File.ReadAllText(session.PathOf("p.html"));
        Assert.Equal(2, page.Split("\"src\":\"a.png\"").Length);
    }

    [Theory]
    [InlineData("Export-AIImageGallery p.html -WhatIf")]
    [InlineData("ForEach-Object { $_; throw 'stop' } | Export-AIImageGallery p.html")]
    public void Nothing_is_left_of_a_page_that_is_not_finished(string command)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        session.Run($"New-AIImage x | {command}");

        Assert.Empty(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public void The_source_of_an_edit_is_shown_though_it_was_not_given()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        session.Run(
            """
            New-AIImage one -OutFile one.png | Out-Null
            Edit-AIImage two -LiteralPath one.png -OutFile two.png | Export-AIImageGallery p.html
            """).ThrowIfFailed();

        string page = File.ReadAllText(session.PathOf("p.html"));
        Assert.Contains("\"parent\":1", page);
        Assert.Contains("\"isSource\":true", page);
    }

    [Theory]
    [InlineData("/a/b", "/a/b/c.png", "c.png")]
    [InlineData("/a/b", "/a/c d/#1?%[x].png", "../c%20d/%231%3F%25%5Bx%5D.png")]
    [InlineData("/a/b", "/a/b", "../b")]
    [InlineData("/", "/c:d.png", "c%3Ad.png")]
    public void A_link_is_relative_and_escaped(string folder, string file, string link)
    {
        Assert.SkipWhen(Path.DirectorySeparatorChar != '/', "The paths are those of Linux and macOS.");

        Assert.Equal(link, PageLink.Create(folder, file));
    }
}
