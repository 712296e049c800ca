using System;
using System.Collections.Generic;
using ImageGen.Orders;

namespace ImageGen.Commands;

/// <summary>The images that -Combine gathers, and how many of the inputs gave none.</summary>
internal sealed class CombinedImages
{
    private readonly List<ImageInput> _images = [];
    private readonly List<object?> _targets = [];
    private int _inputs;
    private int _unread;

    public IReadOnlyList<ImageInput> Images => _images;

    /// <summary>All inputs whose images these are, for the error of the one edit.</summary>
    public object?[] Targets => [.. _targets];

    public void CountInput() => _inputs++;

    public void CountUnread() => _unread++;

    public void Add(IEnumerable<ImageInput> images, object? target)
    {
        _images.AddRange(images);
        _targets.Add(target);
    }

    /// <summary>Refuses an edit that would miss an image.</summary>
    /// <param name="sent">How many inputs the pipeline brought, those included that could not be bound.</param>
    /// <exception cref="AIImageException">An image could not be read.</exception>
    public void ThrowIfIncomplete(int sent)
    {
        int lost = _unread + Math.Max(0, sent - _inputs);
        if (lost == 0) return;

        throw new AIImageException(
            ErrorIds.ImageReadFailed,
            $"{(lost == 1 ? "One image" : $"{lost} images")} of -Combine could not be read, so the edit would "
            + $"miss {(lost == 1 ? "it" : "them")}. Nothing was sent.");
    }
}
