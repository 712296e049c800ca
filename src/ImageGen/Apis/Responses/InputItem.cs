using System.Collections.Generic;

namespace ImageGen.Apis.Responses;

/// <summary>One entry of a request's <c>input</c>: a message, or a reference to an earlier image.</summary>
internal sealed class InputItem
{
    public string? Type { get; init; }

    public string? Role { get; init; }

    public IReadOnlyList<InputPart>? Content { get; init; }

    public string? Id { get; init; }
}

/// <summary>One part of a message: a text, an image by URL or data, or a file by id.</summary>
internal sealed class InputPart
{
    public required string Type { get; init; }

    public string? Text { get; init; }

    public string? ImageUrl { get; init; }

    public string? FileId { get; init; }
}
