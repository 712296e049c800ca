using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Files;

/// <summary>Looks for an upload that was not answered, over all pages of the service's list.</summary>
internal sealed class FileSearch(ServiceConnection connection, string path, string name, long length)
{
    /// <summary>The whole file of that name; null where there is none, or the list cannot be read.</summary>
    public string? FileId { get; private set; }

    /// <summary>Reads the list until the file is found.</summary>
    public async IAsyncEnumerable<GenerationEvent> ReadAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        string? after = null;
        while (true)
        {
            string from = after is null ? string.Empty : $"&after={Uri.EscapeDataString(after)}";
            DocumentCall<StoredFileList> page = new(connection, HttpMethod.Get, path + from, body: null);
            await foreach (GenerationEvent e in page.SendAsync(settings, token).ConfigureAwait(false)) yield return e;
            if (page.Value?.Data is not { Count: > 0 } files) yield break;

            FileId = files.FirstOrDefault(IsIt)?.Id;
            string? last = page.Value.LastId ?? files[files.Count - 1].Id;
            if (FileId is not null || page.Value.HasMore != true || last is null || last == after) yield break;
            after = last;
        }
    }

    private bool IsIt(StoredFile file) =>
        file.Filename == name && file.Bytes == length && file.Status != "error" && file.Id is { Length: > 0 };
}
