using System.Collections.Generic;

namespace ImageGen.Sandbox.Responses;

/// <summary>An item of an input as it can be listed afterwards: without its pictures.</summary>
internal sealed record InputItem(string Type)
{
    /// <summary>Of an earlier item; a message gets its own when listed.</summary>
    public string? Id { get; init; }

    /// <summary>Of a message.</summary>
    public string? Role { get; init; }

    public List<InputItemPart> Parts { get; } = [];
}

/// <summary>One part of a message: words, or a picture that may be a file.</summary>
internal sealed record InputItemPart(string Type, string? Text, string? FileId);
