using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Parameters;
using ImageGen.Terminal;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Reads what is to be shown: images and previews, live or deserialized, files, paths and bytes.</summary>
internal sealed class ShownImageReader(SessionPaths paths)
{
    private const long LargestFile = 200_000_000;

    /// <summary>The images that one object refers to, each read when its turn comes.</summary>
    /// <exception cref="AIImageException">It is none.</exception>
    public IEnumerable<Func<ShownImage>> Read(object? input) => input switch
    {
        AIImage image => [() => Read(image, isFinal: true)],
        AIImagePartial partial => [() => Read(partial)],
        FileInfo file => [() => ReadFile(file.FullName)],
        PathInfo location => Files(location.Path),
        string path => Files(path),
        byte[] bytes => [() => Checked(new ShownImage(bytes, path: null))],
        PSObject { BaseObject: PSCustomObject } custom => ReadObject(custom),
        PSObject wrapped => Read(wrapped.BaseObject),
        _ when LooseBytes.TryJoin(input) is byte[] joined => Read(joined),
        IList items => items.Cast<object?>().SelectMany(Read),
        _ => throw ReadFailed(input is null
            ? "There is no image: the value is null."
            : $"A {input.GetType().Name} is not an image that can be shown."),
    };

    /// <exception cref="AIImageException">It is no image, or it cannot be read.</exception>
    public static ShownImage ReadFile(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= LargestFile
                ? Checked(new ShownImage(File.ReadAllBytes(path), path))
                : throw ReadFailed($"'{PlainText.Line(path)}' has {length:N0} bytes, too many for an image.");
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(path, exception);
        }
    }

    private IEnumerable<Func<ShownImage>> ReadObject(PSObject custom)
    {
        if (DeserializedImage.OnlyPath(custom) is string path) return Files(path);
        if (!DeserializedImage.IsLike(custom))
        {
            throw ReadFailed("The object is not an image: it has neither Bytes nor a Path.");
        }

        AIImage image = DeserializedImage.Restore(custom, paths);
        return [() => Read(image, isFinal: !DeserializedImage.IsPartial(custom))];
    }

    private IEnumerable<Func<ShownImage>> Files(string path) =>
        paths.Named(path).Select(file => (Func<ShownImage>)(() => ReadFile(file)));

    private static ShownImage Read(AIImage image, bool isFinal)
    {
        if (image.Length == 0 && image.FullName is null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"There is no image to show: its response is '{PlainText.Line(image.Status)}'. Use Get-AIImage later.")
            {
                ResponseId = image.ResponseId,
            };
        }

        try
        {
            return Checked(new ShownImage(image.RequireBytes(), image.FullName)
            {
                Title = image.Prompt,
                Key = new ImageKey(image.Index, image.ResponseId, image.Id),
                IsFinal = isFinal,
            });
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(image.FullName!, exception);
        }
    }

    private static ShownImage Read(AIImagePartial partial) => Checked(new ShownImage(partial.Bytes, path: null)
    {
        Title = partial.Prompt,
        Key = new ImageKey(partial.Index, partial.ResponseId, partial.Id),
        IsFinal = false,
    });

    private static ShownImage Checked(ShownImage image)
    {
        if (image.Header.Format is not null || ForeignFormat.NameOf(image.Bytes) is not null) return image;

        string name = image.Path is string path ? $"'{PlainText.Line(path)}'" : "The input";
        throw ReadFailed(image.Bytes.Length == 0 ? $"{name} is empty." : $"{name} is not an image.");
    }

    private static AIImageException ReadFailed(string message) => new(ErrorIds.ImageReadFailed, message);
}
