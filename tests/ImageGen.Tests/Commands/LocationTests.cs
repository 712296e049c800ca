using System;
using System.IO;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

public sealed class LocationTests
{
    [Fact]
    public void A_folder_of_the_process_directory_is_not_taken_for_one_of_the_location()
    {
        string name = $"imagegen-{Guid.NewGuid():N}.png";
        DirectoryInfo elsewhere = Directory.CreateDirectory(Path.Combine(Environment.CurrentDirectory, name));
        try
        {
            using ModuleSession session = ModuleSession.WithSandbox();

            AIImage image = session.Run($"New-AIImage 'a fox' -OutFile {name}").ThrowIfFailed().Images[0];

            Assert.Equal(session.PathOf(name), image.FullName);
            Assert.Empty(elsewhere.GetFiles());
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }
}
