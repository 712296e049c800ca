using System;
using System.IO;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Paths begin at the location of the session, not at the directory of the process.</summary>
public sealed class LocationTests
{
    [Fact]
    public void A_folder_of_the_process_directory_is_not_taken_for_one_of_the_location()
    {
        string name = "imagegen-" + Guid.NewGuid().ToString("N");
        DirectoryInfo elsewhere = Directory.CreateDirectory(Path.Combine(Environment.CurrentDirectory, name));
        try
        {
            using ModuleSession session = ModuleSession.WithSandbox();

            AIImage image = session.Run($"New-AIImage 'a fox' -OutFile {name}").ThrowIfFailed().Images[0];

            Assert.Equal(session.PathOf(name + ".png"), image.Path);
            Assert.Empty(elsewhere.GetFiles());
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Path = $name } | Save-AIImage copy.png -PassThru")]
    [InlineData("[pscustomobject]@{ FullName = $name } | Get-AIImage | Save-AIImage copy.png -PassThru")]
    [InlineData("[pscustomobject]@{ Path = $name } | Edit-AIImage 'in the snow'")]
    [InlineData("[pscustomobject]@{ Path = $name; ResponseId = 'resp_1' } | Edit-AIImage 'in the snow' -Context Data")]
    public void A_file_that_a_row_names_is_that_of_the_location(string script)
    {
        string name = $"imagegen-{Guid.NewGuid():N}.png";
        string elsewhere = Path.Combine(Environment.CurrentDirectory, name);
        File.WriteAllText(elsewhere, "another file of that name");
        try
        {
            using ModuleSession session = ModuleSession.WithSandbox();
            File.WriteAllBytes(session.PathOf(name), Pngs.Opaque());

            AIImage image = session.Run(script, ("name", name)).ThrowIfFailed().Images[0];

            bool isCopy = script.Contains("copy.png", StringComparison.Ordinal);
            if (isCopy) Assert.Equal(Pngs.Opaque(), File.ReadAllBytes(session.PathOf("copy.png")));
            else Assert.Equal(session.PathOf(name), image.ParentPath);
        }
        finally
        {
            File.Delete(elsewhere);
        }
    }
}
