using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// The images that an input of a cmdlet refers to, as far as they are on this machine; no service is asked.
/// </summary>
internal static class LocalImages
{
    /// <exception cref="AIImageException">It is no image, or it cannot be read.</exception>
    public static IEnumerable<AIImage> Read(PSCmdlet cmdlet, PSObject input) => input.BaseObject switch
    {
        AIImage image => [WithHeader(image)],
        AIImagePartial => [],
        FileInfo file => Files([file.FullName]),
        PathInfo location => Files(cmdlet.Paths().Named(location.Path)),
        string text => Files(cmdlet.Paths().Named(text)),
        byte[] bytes => [new AIImage(new ImageFacts()).WithBytes(bytes)],
        byte => throw LooseBytes.CreateException(),
        PSCustomObject when DeserializedImage.OnlyPath(input) is string path => Files(cmdlet.Paths().Named(path)),
        PSCustomObject when DeserializedImage.IsLike(input) =>
            [WithHeader(DeserializedImage.Restore(input, cmdlet.Paths()))],
        _ => throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"A {input.BaseObject.GetType().Name} is not an image on this machine: it has neither bytes nor a file."),
    };

    private static IEnumerable<AIImage> Files(IEnumerable<string> paths) => paths
        .Where(path => !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        .Select(path => Sidecar.Read(path));

    /// <summary>An image of another session has no header, and the file of any may be gone.</summary>
    private static AIImage WithHeader(AIImage image)
    {
        if (image.IsInMemory) return image;

        if (image.FullName is not string path)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"The image has no bytes: its response is '{PlainText.Line(image.Status)}'.")
            {
                ResponseId = image.ResponseId,
            };
        }

        try
        {
            return new AIImage(image.Facts) { Resumed = image.Resumed }
                .WithHeader(ImageHeader.ReadFile(path), new FileInfo(path).Length)
                .SavedAs(path);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(path, exception);
        }
    }
}
