using System;
using System.IO;
using System.Text.Json;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// The <c>name.png.pending</c> beside a file to come: a request for it was sent, and this is the id of the response
/// that will hold it. A later run finds the image by it instead of paying again. Written before anything leaves.
/// </summary>
internal sealed class PendingRecord
{
    public const string Extension = ".pending";

    private readonly string _path;
    private PendingDocument _document;

    public PendingRecord(string target, string? prompt, string service)
    {
        _path = PathOf(target);
        _document = new PendingDocument { Prompt = prompt, Service = service };
    }

    public static string PathOf(string target) => target + Extension;

    /// <summary>True for a request that can be found again by its id, and for one that an earlier run made.</summary>
    public static bool IsKept(ImageOrder order, OutputSlot slot) =>
        order.Background == BackgroundMode.Follow || slot.Earlier is not null;

    /// <summary>What an earlier run left beside the target, or null. A record that cannot be read has no id.</summary>
    public static PendingDocument? Find(string target)
    {
        string path = PathOf(target);
        if (!File.Exists(path)) return null;

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RecordContext.Default.PendingDocument)
                ?? new PendingDocument();
        }
        catch (Exception exception) when (exception is JsonException || FileFailure.IsFileFailure(exception))
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
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // It says too much and never too little: at worst a later run asks the service for what is there.
        }
    }

    /// <summary>Notes that a request is about to leave.</summary>
    /// <param name="ledgerId">Its reservation in the ledger; null without a ledger.</param>
    /// <exception cref="AIImageException">No record can be kept, so nothing may be sent.</exception>
    public void NoteSending(string? ledgerId = null)
    {
        _document = _document with { LedgerId = ledgerId };
        try
        {
            Write(_document with { SentAt = DateTimeOffset.UtcNow }, flushToDisk: true);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"Nothing was sent because the folder is not writable: {PlainText.Line(exception.Message)}",
                exception);
        }
    }

    /// <summary>
    /// Notes the id of the response, at once: until then a process that dies leaves an image that nobody can find. A
    /// disk that refuses it now does not end the request.
    /// </summary>
    public void NoteResponse(string responseId)
    {
        try
        {
            Write(_document with { SentAt = DateTimeOffset.UtcNow, ResponseId = responseId }, flushToDisk: false);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // The record without the id still keeps a later run from paying again.
        }
    }

    /// <summary>Removes the record: its image is saved, or will never be.</summary>
    public void Remove() => Remove(_path.Substring(0, _path.Length - Extension.Length));

    private void Write(PendingDocument document, bool flushToDisk) => AtomicFile.Write(
        _path,
        JsonSerializer.SerializeToUtf8Bytes(document, RecordContext.Default.PendingDocument),
        overwrite: true,
        flushToDisk);
}
