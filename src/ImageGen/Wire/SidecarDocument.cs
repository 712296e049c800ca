using System;

namespace ImageGen.Wire;

/// <summary>What stands in the <c>.json</c> beside a saved image: everything but the bytes, and no key.</summary>
internal sealed record SidecarDocument
{
    public int Version { get; init; } = 1;

    public string? Id { get; init; }

    public string? ResponseId { get; init; }

    public string? Status { get; init; }

    public string? Prompt { get; init; }

    public string? RevisedPrompt { get; init; }

    public string? Action { get; init; }

    public string? Format { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public long Length { get; init; }

    public string? Sha256 { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public string? Model { get; init; }

    public string? ImageModel { get; init; }

    public SidecarUsage? Usage { get; init; }

    public decimal? Cost { get; init; }

    public string? RequestId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public double? DurationSeconds { get; init; }

    public int Index { get; init; }

    public string? ParentId { get; init; }

    public string? ParentResponseId { get; init; }

    public string? ParentPath { get; init; }

    public string? Service { get; init; }

    public bool Stored { get; init; }
}

/// <summary>Tokens of the request that made the image.</summary>
internal sealed record SidecarUsage
{
    public long InputTokens { get; init; }

    public long InputTextTokens { get; init; }

    public long InputImageTokens { get; init; }

    public long OutputTokens { get; init; }

    public long TotalTokens { get; init; }

    public long ModelInputTokens { get; init; }

    public long ModelOutputTokens { get; init; }
}
