using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Runs.Spending;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// Takes the inputs of one command: counts them, makes orders of them, advises, asks, and starts their requests.
/// </summary>
internal sealed class OrderIntake(ImageOrderCommand command)
{
    private readonly HashSet<string> _typed = [.. command.MyInvocation.BoundParameters.Keys];
    private readonly OrderAdvice _advice = new();
    private readonly OrderRunner _runner = new(command.Directory, new Budget(command.MaxCost));
    private readonly CostSum _planned = new();
    private int _plannedOrders;
    private int _nextIndex;
    private bool _hasSkippedPreview;
    private bool _hasDoubted;

    /// <summary>How many inputs are certain to come after the current one, each an order of its own.</summary>
    public int InputsLeft { get; set; }

    /// <summary>The bound values that apply to the current input.</summary>
    /// <exception cref="AIImageException">The input has nothing that is used.</exception>
    public InputValues Values =>
        InputValues.For(command.Input, _typed, command.MyInvocation.BoundParameters.Keys);

    /// <summary>What was typed alone, for an input that is no row.</summary>
    public InputValues TypedValues => new(_typed, isRow: false);

    /// <summary>
    /// Takes one input; what is wrong with it is its own error, and the other inputs continue. Bytes that come one by
    /// one end the command at the first.
    /// </summary>
    /// <param name="typed">What is used as the input where none comes from the pipeline.</param>
    /// <param name="work">Makes its images.</param>
    /// <param name="isOneOfMany">Others were typed beside it.</param>
    public void Take(object? typed, Action<CommandInput> work, bool isOneOfMany = false)
    {
        CommandInput input = new(
            command.Input is PSObject piped ? CommandInput.Whole(piped) : typed,
            NextIndex(),
            isOneOfMany || command.MyInvocation.ExpectingInput);
        if (input.Target is byte) command.Terminate(LooseBytes.CreateException(), input.Target);
        command.Attempt(input, () => work(input));
    }

    /// <summary>True for a preview from the pipeline, which is passed over with one warning.</summary>
    public bool IsSkippedPreview()
    {
        bool isPreview = command.Input is PSObject input
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
    public void Place(InputValues values, OrderInput wanted, CommandInput input)
    {
        OrderRun run = Prepare(values, wanted, input);
        ImageOrder order = run.Order;
        foreach (AIImage image in run.Found)
        {
            string file = Redaction.Line(image.FullName, order.Service.Secret, 1000);
            command.Tell(VerboseLine.With($"'{file}' already exists; nothing is sent for it", order.Label));
            command.WriteObject(image);
        }

        command.Expect(run.Requests.Count + InputsLeft * order.RequestCount);
        string description = run.Describe();
        if (run.Requests.Count == 0) return;

        if (!command.ShouldProcess(description, description, "ImageGen", out ShouldProcessReason reason))
        {
            if (reason == ShouldProcessReason.WhatIf) Plan(run);
            return;
        }

        foreach (RequestRun request in run.Requests)
        {
            command.Attempt(input, () => command.Start(
                request.Services, request.RunAsync(), request.Prompt, input, e => Emit(e, order), order.Label));
            command.MakeRoom();
        }
    }

    /// <summary>Checks what one input asks for and claims its files; nothing is sent.</summary>
    /// <exception cref="AIImageException">It cannot be asked for, or its files are taken.</exception>
    public OrderRun Prepare(InputValues values, OrderInput wanted, CommandInput input)
    {
        wanted = wanted with { Images = WithoutRetouched(wanted.Images) };
        ImageOrder order = OrderFactory.Create(command, values, wanted, command.Chosen, input.Index ?? 0);
        OrderCheck.ThrowIfImpossible(order);
        foreach (string warning in _advice.NewWarningsFor(order, DateTime.UtcNow.Date)) command.WriteWarning(warning);
        OrderRun run = _runner.Claim(order);
        if (run.Warning is string doubt && !_hasDoubted)
        {
            _hasDoubted = true;
            command.WriteWarning(doubt);
        }

        return run;
    }

    /// <summary>After <c>-WhatIf</c> of several inputs, what all of them would cost.</summary>
    public void TellPlan()
    {
        if (_plannedOrders < 2) return;

        AIImageCost sum = _planned.ToCost();
        string text = FormattableString.Invariant(
            $"All {_plannedOrders} inputs: {sum.Images} images in {sum.Requests} requests. Estimated cost: {sum}.");
        command.ShouldProcess(text, text, "ImageGen");
    }

    private void Plan(OrderRun run)
    {
        _planned.Add(run.Cost);
        _plannedOrders++;
    }

    /// <summary>
    /// The images of an input; of a file that was changed after its sidecar was written the bytes, for its conversation
    /// knows another image.
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
            $"'{PlainText.Line(image.Path)}' was changed after its sidecar was written. Its bytes are sent and the "
            + "earlier conversation is not continued.");
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

        if (completed.Image.FullName is string path)
        {
            string file = Redaction.Line(path, order.Service.Secret, 1000);
            command.Tell(VerboseLine.With($"Saved as '{file}'", order.Label));
        }

        command.WriteObject(completed.Image);
    }
}
