using System;
using System.Text.Json.Serialization;
using ImageGen.Service;

namespace ImageGen.Runs.Batches;

/// <summary>First line of a record: whose it is. It names the service and holds no key.</summary>
internal sealed record RecordHeader
{
    /// <summary>The id that stands in file names, metadata and the ids of the lines.</summary>
    [JsonPropertyOrder(-1)]
    public string Record { get; init; } = string.Empty;

    public int Version { get; init; } = 1;

    public string? Service { get; init; }

    public string? Kind { get; init; }

    public string? Address { get; init; }

    public string? Organization { get; init; }

    public string? Project { get; init; }

    public string Endpoint { get; init; } = string.Empty;

    public bool IsEdit { get; init; }

    /// <summary>Existing targets are replaced.</summary>
    public bool Overwrite { get; init; }

    public bool Sidecar { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The id of a line of the input.</summary>
    public string CustomIdOf(long row) => FormattableString.Invariant($"{Record}-{row}");

    /// <summary>The row of an id; null where it is not of this record.</summary>
    public long? RowOf(string? customId)
    {
        bool isOwn = customId?.StartsWith(Record + "-", StringComparison.Ordinal) == true;
        return isOwn && long.TryParse(customId!.Substring(Record.Length + 1), out long row)
            && CustomIdOf(row) == customId
            ? row
            : null;
    }

    /// <summary>What names the connection, whatever its key.</summary>
    public RecordHeader For(ServiceConnection service) => this with
    {
        Service = service.Name,
        Kind = service.Dialect.Kind,
        Address = service.BaseUri.AbsoluteUri,
        Organization = service.Organization,
        Project = service.Project,
    };

    /// <summary>Refuses a connection that is not the one whose batches these are.</summary>
    /// <exception cref="AIImageException">It is another one.</exception>
    public void ThrowIfOther(ServiceConnection service)
    {
        if (For(service) with { Service = Service } == this) return;

        throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"The record belongs to '{Service}' ({Address}), but '{service.Name}' is another service, organization or "
            + "project. Nothing was sent. Connect to the service of the record, or choose it with -Service.");
    }
}
