using ImageGen.Client;
using ImageGen.Client.Files;
using ImageGen.Client.Responses;
using ImageGen.Wire;

namespace ImageGen.Commands;

/// <content>Work that goes on at the service when nobody waits, and how a later run finds it.</content>
public abstract partial class GenerationCommand
{
    /// <summary>True where the command returns when the work is handed over.</summary>
    private protected virtual bool SubmitsOnly => false;

    private BackgroundMode BackgroundWork =>
        SubmitsOnly ? BackgroundMode.Submit : Durable ? BackgroundMode.Follow : BackgroundMode.None;

    /// <summary>Refuses what cannot be done in the background.</summary>
    /// <exception cref="AIImageException">It cannot.</exception>
    private void CheckBackground(string? model)
    {
        if (BackgroundWork == BackgroundMode.None) return;

        string name = SubmitsOnly ? "-NoWait" : "-Durable";
        if (model is null)
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                $"{name} needs the Responses API, for the Images API does not work in the background. Leave -Api out, and "
                + "name a mainline model with -Model and the image model with -ImageModel.");
        }

        if (NoStore)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"{name} and -NoStore exclude each other: what goes on in the background is stored.");
        }

        if (SubmitsOnly && Given(OutFile, nameof(OutFile)) is not null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-NoWait returns before there is an image to save. Use -Durable with -OutFile, or save later: "
                + "Wait-AIImage | Save-AIImage.");
        }
    }

    /// <summary>The record to keep of a request until its file is there; null where none can be of use.</summary>
    private PendingFile? PendingOf(OutputSlot? slot, GenerationRequest request)
    {
        bool isOfUse = request.Background == BackgroundMode.Follow || slot?.Record is not null;
        if (!isOfUse || slot?.Path is not string path) return null;

        slot.KeepsRecord = true;
        return new PendingFile(path, request.Prompt, Connection.Name);
    }

    /// <summary>
    /// Waits for the image that an earlier run sent for and did not see come. True when this was its turn, so that
    /// nothing is sent.
    /// </summary>
    private bool Recover(OutputSlot? slot, GenerationRequest request, OutputPlan? plan, object? target)
    {
        if (Force || slot?.Path is not string path || slot.Record is not PendingDocument pending) return false;

        Attempt(target, () =>
        {
            string id = pending.ResponseId ?? throw Unknown(path);
            Tell($"An earlier run sent for '{PlainText.Line(path)}'; {PlainText.Line(id)} is waited for.");
            GenerationRequest placed = request with { Target = path, Pending = PendingOf(slot, request) };
            Receive(new ResponsesClient(Connection).RecoverAsync(id, placed), placed, plan, [slot], target);
        });
        return true;
    }

    private static AIImageException Unknown(string path) => new(
        ErrorIds.ResultUnknown,
        $"An earlier run ended while it sent for '{PlainText.Line(path)}', so that nobody knows whether the image was made. "
        + $"Nothing was sent now. Remove '{PlainText.Line(PendingFile.PathOf(path))}' or use -Force to send it again.");
}
