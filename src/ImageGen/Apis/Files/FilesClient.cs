using System;
using System.Globalization;
using System.Net.Http;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Files;

/// <summary>The requests of the Files API. None of them is billed.</summary>
internal sealed class FilesClient(ServiceConnection connection)
{
    private const string Path = "files";
    private const int PageLength = 1000;

    /// <summary>Uploads a file.</summary>
    public DocumentCall<StoredFile> Upload(FileSource file)
    {
        FormBody form = new();
        form.AddField("purpose", file.Purpose);
        if (file.Lifetime is TimeSpan lifetime)
        {
            form.AddField("expires_after[anchor]", "created_at");
            form.AddField(
                "expires_after[seconds]", ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        form.AddFile("file", file.Name, file.MediaType, file.Length, file.WriteAsync);
        return new DocumentCall<StoredFile>(connection, HttpMethod.Post, Path, form);
    }

    /// <summary>Deletes a file.</summary>
    public DocumentCall<DeletedFile> Delete(string id) =>
        new(connection, HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(id)}", body: null);

    /// <summary>Finds an uploaded file by its name and length.</summary>
    public FileSearch Find(string purpose, string name, long length) =>
        new(connection, $"{Path}?purpose={Uri.EscapeDataString(purpose)}&limit={PageLength}", name, length);
}
