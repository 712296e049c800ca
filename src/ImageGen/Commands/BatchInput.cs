using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>What an input of the batch cmdlets names: a record on this machine, or ids of the service.</summary>
internal sealed class BatchInput
{
    /// <summary>Full path of the record; null where ids are named.</summary>
    public string? Record { get; private init; }

    /// <summary>The ids of batches that no record is known of.</summary>
    public string[] Ids { get; private init; } = [];

    /// <summary>The name of the service, where the input tells it.</summary>
    public string? Service { get; private init; }

    /// <exception cref="AIImageException">It names neither.</exception>
    public static BatchInput Read(PSCmdlet cmdlet, PSObject input)
    {
        switch (input.BaseObject)
        {
            case AIImageBatch batch:
                return Create(batch.Record, [.. batch.Id], batch.Service);
            case FileInfo file:
                return new BatchInput { Record = file.FullName };
            case string text when IsId(text):
                return new BatchInput { Ids = [text.Trim()] };
            case string text:
                return new BatchInput { Record = cmdlet.FullPath(text) };
        }

        object? ids = input.Properties["Id"]?.Value;
        string[] named = (ids is PSObject wrapped ? wrapped.BaseObject : ids) switch
        {
            string id => [id],
            System.Collections.IEnumerable several =>
                [.. several.Cast<object?>().Select(id => id?.ToString()).OfType<string>()],
            _ => [],
        };
        return Create(input.TextOf("Record") ?? input.TextOf("FullName"), named, input.TextOf("Service"));
    }

    private static BatchInput Create(string? record, string[] ids, string? service)
    {
        if (record is not null) return new BatchInput { Record = record, Service = service };

        return ids.Length > 0
            ? new BatchInput { Ids = ids, Service = service }
            : throw new AIImageException(
                ErrorIds.InvalidRequest,
                "The input is not a batch. Pass the record of Start-AIImageBatch, or the id of a batch (batch_…).");
    }

    /// <summary>A file of that name in the folder is named with its path, as ./batch_x.</summary>
    private static bool IsId(string text) =>
        text.Trim() is { Length: > 6 } id
        && id.StartsWith("batch_", System.StringComparison.Ordinal)
        && id.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
}
