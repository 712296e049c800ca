using System;
using System.IO;
using System.Text.Json;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Files;

/// <summary>
/// The <c>name.png.pending</c> beside a file to come: a request for it was sent, and this is the id of the response that
/// will hold it. A later run finds the image by it instead of paying again. Written before anything leaves.
/// </summary>
internal sealed class PendingFile : IAttemptRecord
{
    public const string Extension = ".pending";

    private readonly string _path;
    private readonly PendingDocument _document;

    public PendingFile(string target, string? prompt, string service)
    {
        _path = PathOf(target);
        _document = new PendingDocument { Prompt = prompt, Service = service };
    }

    /// <summary>True once the response has an id, from which on nothing is unknown.</summary>
    public bool IsSubmitted { get; private set; }

    public static string PathOf(string target) => target + Extension;

    /// <summary>What an earlier run left beside the target, or null. A record that cannot be read has no id.</summary>
    public static PendingDocument? Find(string target)
    {
        string path = PathOf(target);
        if (!File.Exists(path)) return null;

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SidecarContext.Default.PendingDocument)
                ?? new PendingDocument();
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return new PendingDocument();
        }
    }

    /// <summary>Removes the record of a target that is there, or that will never be.</summary>
    public static void Remove(string target)
    {
        try
        {
            File.Delete(PathOf(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It says too much and never too little: at worst a later run asks the service for what is there.
        }
    }

    /// <inheritdoc/>
    public void Sending()
    {
        try
        {
            Write(_document with { SentAt = DateTimeOffset.UtcNow }, isHasty: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"Nothing was sent, for the folder cannot be written to: {PlainText.Line(exception.Message)}",
                exception);
        }
    }

    /// <summary>
    /// Notes the id of the response, at once: until then a process that dies leaves an image that nobody can find. A disk
    /// that refuses it now does not end the request.
    /// </summary>
    public void Submitted(string responseId)
    {
        IsSubmitted = true;
        try
        {
            Write(_document with { SentAt = DateTimeOffset.UtcNow, ResponseId = responseId }, isHasty: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The record without the id still keeps a later run from paying again.
        }
    }

    /// <inheritdoc/>
    public void Refused() => Dismiss();

    /// <summary>Removes the record: nothing more will come of it.</summary>
    public void Dismiss() => Remove(_path.Substring(0, _path.Length - Extension.Length));

    private void Write(PendingDocument document, bool isHasty) => AtomicFile.Write(
        _path,
        JsonSerializer.SerializeToUtf8Bytes(document, SidecarContext.Default.PendingDocument),
        overwrite: true,
        isHasty);
}
