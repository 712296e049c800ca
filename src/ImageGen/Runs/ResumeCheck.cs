using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// Whether a file that was found belongs to the order that claims it: what its sidecar says was asked for must be what
/// is asked for now. An option that either did not set never differs.
/// </summary>
internal static class ResumeCheck
{
    /// <summary><c>FileExists</c> where the image was made of another request; null where it is the order's.</summary>
    public static AIImageException? FindOther(AIImage found, ImageOrder order)
    {
        string? difference = found.Facts.Request is RequestFacts asked
            ? Difference(asked, order)
            : DifferenceOfOlder(found.Facts, order);
        return difference is null ? null : new AIImageException(
            ErrorIds.FileExists,
            $"'{PlainText.Line(found.FullName)}' exists, but was made by a different request: {difference}. Nothing "
            + "was "
            + "sent. Use another name, or -Force to replace it.");
    }

    private static string? Difference(RequestFacts asked, ImageOrder order)
    {
        RequestFacts now = order.Request;
        (string Name, string? Then, string? Now)[] options =
        [
            ("prompt", asked.Prompt, now.Prompt),
            ("model", asked.Model, order.TypedModel is null ? null : now.Model),
            ("image model", asked.ImageModel, order.TypedImageModel is null ? null : now.ImageModel),
            .. ImageOptions.All.Select(option => (option.Words, option.ValueOf(asked), option.ValueOf(now))),
            ("instructions", asked.Instructions, now.Instructions),
            ("tool choice", asked.ToolChoice, now.ToolChoice),
        ];
        foreach ((string name, string? then, string? current) in options)
        {
            bool isPrompt = name == "prompt";
            if (IsOther(then, current, isPrompt ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
            {
                return $"its {name} was '{PlainText.Line(then, 80)}', not '{PlainText.Line(current, 80)}'";
            }
        }

        return HasOtherImages(asked.Image ?? [], now.Image ?? [])
            ? $"it was made from {NameOf(asked.Image)}, not from {NameOf(now.Image)}"
            : null;
    }

    /// <summary>A sidecar without the request is compared by prompt and parent alone.</summary>
    private static string? DifferenceOfOlder(ImageFacts found, ImageOrder order)
    {
        ImageFacts now = order.Facts;
        if (IsOther(found.Prompt, now.Prompt, StringComparison.Ordinal))
        {
            return $"its prompt was '{PlainText.Line(found.Prompt, 80)}', not '{PlainText.Line(now.Prompt, 80)}'";
        }

        (ImageParent was, ImageParent wanted) = (found.Parent, now.Parent);
        bool isOther = was.Path is not null && wanted.Path is not null
            ? !IsSameFile(was.Path, wanted.Path)
            : IsOther(was.AnyId, wanted.AnyId, StringComparison.Ordinal);
        return isOther
            ? $"it was made from {NameOf([was.Path ?? was.Id])}, not from {NameOf([wanted.Path ?? wanted.Id])}"
            : null;
    }

    private static bool IsOther(string? then, string? now, StringComparison comparison) =>
        then is not null && now is not null && !then.Trim().Equals(now.Trim(), comparison);

    /// <summary>Images that were only bytes cannot be told apart.</summary>
    private static bool HasOtherImages(IReadOnlyList<string?> then, IReadOnlyList<string?> now) =>
        then.Count != now.Count
        || then
            .Zip(now, (left, right) => left is not null && right is not null && !IsSameFile(left, right))
            .Any(isOther => isOther);

    private static bool IsSameFile(string left, string right) =>
        left == right || PathComparer.OfSystem.Equals(Full(left), Full(right));

    private static string Full(string path) => Path.IsPathRooted(path) ? Path.GetFullPath(path) : path;

    private static string NameOf(IReadOnlyList<string?>? images) => images is null or []
        ? "nothing"
        : string.Join(", ", images.Select(image => image is null ? "bytes" : $"'{PlainText.Line(image)}'"));
}
