using System;
using System.IO;
using System.Linq;
using System.Security;
using ImageGen.Files;
using ImageGen.Lifting;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

/// <summary>
/// Whatever a file throws is a failure of that file, also where the system has an exception of its own for it.
/// </summary>
public sealed class FileFailureTests
{
    /// <summary>A name that the file functions of every framework refuse with an ArgumentException.</summary>
    private const string Impossible = "a\0b.png";

    public static TheoryData<Type> Failures =>
    [
        typeof(IOException), typeof(UnauthorizedAccessException), typeof(ArgumentException),
        typeof(NotSupportedException), typeof(SecurityException), typeof(PathTooLongException),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_sink_whose_file_fails_keeps_the_image_in_memory(Type failure)
    {
        Exception refusal = (Exception)Activator.CreateInstance(failure)!;
        using FileSink sink = new("/out/a.png", _ => throw refusal);
        Samples.Png.CopyTo(sink.GetSpan(Samples.Png.Length));
        sink.Advance(Samples.Png.Length);

        using ReceivedImage image = sink.Complete();

        Assert.Equal(Samples.Png, image.Bytes);
    }

    [Theory]
    [InlineData(typeof(ArgumentNullException))]
    [InlineData(typeof(ArgumentOutOfRangeException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(NullReferenceException))]
    public void A_fault_of_the_code_is_none_of_a_file(Type failure)
    {
        Assert.False(FileFailure.IsFileFailure((Exception)Activator.CreateInstance(failure)!));
    }

    [Fact]
    public void An_image_whose_name_is_refused_is_not_lost()
    {
        using ScratchFolder folder = new();
        OutputPlan plan = OutputPlan.Parse(folder.At(Impossible), isFolder: false, severalEach: false);
        OutputSlot slot = plan.Claim(new FileNameValues("a fox", 0, 1, Model: null));
        AIImage image = new AIImage(new ImageFacts { ResponseId = "resp_1" }).WithBytes(Samples.Png);

        AIImageException failure = Assert.Throws<AIImageException>(
            () => slot.Save(image, received: null, overwrite: false, sidecar: true));

        Assert.Equal((ErrorIds.ImageWriteFailed, "resp_1"), (failure.ErrorId, failure.ResponseId));
        Assert.Same(image, failure.Image);
    }

    [Fact]
    public void A_record_that_can_have_no_file_keeps_the_request_from_being_sent()
    {
        using ScratchFolder folder = new();
        PendingRecord record = new(folder.At(Impossible), "a fox", "OpenAI");

        Assert.Equal(ErrorIds.ImageWriteFailed, Assert.Throws<AIImageException>(() => record.NoteSending()).ErrorId);
        record.NoteResponse("resp_1");
        record.Remove();
    }

    [Fact]
    public void An_image_that_cannot_be_opened_cannot_be_read()
    {
        Assert.Equal(
            ErrorIds.ImageReadFailed,
            Assert.Throws<AIImageException>(() => ImageInputReader.ReadFile(Impossible)).ErrorId);
        Assert.Equal(ErrorIds.ImageReadFailed, Assert.Throws<AIImageException>(() => Sidecar.Read(Impossible)).ErrorId);
        Assert.IsType<ArgumentException>(
            Assert.Throws<IOException>(() => new EncodedImage(Impossible, 1, "image/png").OpenRead()).InnerException);
    }

    [Fact]
    public void What_an_earlier_run_left_of_such_a_name_is_nothing() => new Leftovers().Remove("/\0/a.png");

    [Fact]
    public void No_other_place_says_which_exceptions_a_file_has()
    {
        string sources = Contract.Repository.PathOf("src/ImageGen");

        Assert.Equal(
            ["FileFailure.cs"],
            Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
                .Where(file => File.ReadLines(file).Any(
                    line => !line.Contains("///") && line.Contains(nameof(UnauthorizedAccessException))))
                .Select(file => Path.GetFileName(file)!));
    }
}
