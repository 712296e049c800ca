using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// Takes the inputs of one command: counts them, makes orders of them, advises, asks, and starts their requests.
/// </summary>
internal sealed class OrderIntake(GenerationCommand command)
{
    private readonly HashSet<string> _typed = [.. command.MyInvocation.BoundParameters.Keys];
    private readonly OrderAdvice _advice = new();
    private readonly OrderRunner _runner = new(command.Directory);
    private int _nextIndex;
    private bool _hasSkippedPreview;
    private bool _hasDoubted;

    /// <summary>How many inputs are certain to come after the one at hand, each an order of its own.</summary>
    public int InputsLeft { get; set; }

    /// <summary>Which of the bound values count for the input at hand.</summary>
    /// <exception cref="AIImageException">The input has nothing that is used.</exception>
    public InputValues Values =>
        InputValues.For(command.InputObject, _typed, command.MyInvocation.BoundParameters.Keys);

    /// <summary>True for a preview from the pipeline, which is passed over with one warning.</summary>
    public bool IsSkippedPreview()
    {
        bool isPreview = command.InputObject is PSObject input
            && DeserializedImage.IsPartial(input)
            && !_typed.Contains("Image");
        if (isPreview && !_hasSkippedPreview)
        {
            command.WriteWarning(
                "Previews from the pipeline are not edited; only final images are. To edit a preview, pass it "
                + "with -Image.");
        }

        _hasSkippedPreview |= isPreview;
        return isPreview;
    }

    /// <summary>Makes the images of one input.</summary>
    /// <exception cref="AIImageException">It cannot be asked for, or its files are taken.</exception>
    public void Place(InputValues values, OrderInput input, object? target)
    {
        input = input with { Images = WithoutRetouched(input.Images) };
        ImageOrder order = OrderFactory.Create(command, values, input, command.Chosen, NextIndex());
        OrderCheck.ThrowIfImpossible(order);
        foreach (string warning in _advice.NewWarningsFor(order, DateTime.UtcNow.Date)) command.WriteWarning(warning);
        OrderRun run = _runner.Claim(order);
        if (run.Warning is string doubt && !_hasDoubted)
        {
            _hasDoubted = true;
            command.WriteWarning(doubt);
        }

        foreach (AIImage image in run.Found)
        {
            string file = Redaction.Line(image.Path, order.Service.Key, 1000);
            command.Tell(VerboseLine.With($"'{file}' exists already; nothing is sent for it", order.Label));
            command.WriteObject(image);
        }

        command.Expect(run.Requests.Count + InputsLeft * order.RequestCount);
        string description = run.Describe();
        if (run.Requests.Count == 0 || !command.ShouldProcess(description, description, "ImageGen")) return;

        foreach (RequestRun request in run.Requests)
        {
            command.Attempt(target, () => command.Start(
                request.Services, request.RunAsync(), request.Prompt, order.Label, target, e => Emit(e, order)));
            command.MakeRoom();
        }
    }

    /// <summary>
    /// The images of an input; of a file that was changed after its sidecar was written the bytes, for its conversation
    /// knows another picture.
    /// </summary>
    private ImageInputs WithoutRetouched(ImageInputs inputs)
    {
        if (inputs.Context != AIImageContext.Auto) return inputs;

        List<ImageInput> items = [];
        foreach (ImageInput item in inputs.Items)
        {
            bool isRetouched = item is EarlierImage { Path: string path } && Sidecar.IsRetouched(path);
            items.Add(isRetouched ? Changed((EarlierImage)item) : item);
        }

        return inputs with { Items = items };
    }

    private ImageInput Changed(EarlierImage image)
    {
        command.WriteWarning(
            $"'{PlainText.Line(image.Path)}' was changed after its sidecar was written. Its bytes are sent; the "
            + "conversation before it is not continued.");
        return image.Load?.Invoke() ?? (ImageInput)image;
    }

    /// <summary>
    /// The position of the input in the pipeline; where it becomes several orders, or does not come from there, the
    /// next number.
    /// </summary>
    private int NextIndex()
    {
        int index = Math.Max(_nextIndex, command.InputCount - 1);
        _nextIndex = index + 1;
        return index;
    }

    private void Emit(GenerationEvent e, ImageOrder order)
    {
        if (e is Previewed preview) command.WriteObject(preview.Partial);
        if (e is not Completed completed) return;

        if (completed.Image.Path is string path)
        {
            string file = Redaction.Line(path, order.Service.Key, 1000);
            command.Tell(VerboseLine.With($"Saved as '{file}'", order.Label));
        }

        command.WriteObject(completed.Image);
    }
}
