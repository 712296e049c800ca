using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Client;
using ImageGen.Client.Files;
using ImageGen.Client.Images;
using ImageGen.Client.Responses;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>What the cmdlets share that make pictures: the options, the files, the way of one input.</summary>
public abstract partial class GenerationCommand : ServiceCommand
{
    private readonly Dictionary<string, OutputPlan> _plans = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly Leftovers _leftovers = new();
    private HashSet<string> _typed = [];
    private int _index;

    /// <summary>
    /// True while the input is an image or a file: what it tells of itself (its Size, its Quality) describes how it was
    /// made and is no order for the next one.
    /// </summary>
    private bool IgnoresInputProperties { get; set; }

    /// <summary>Null where the command does not stream.</summary>
    private protected virtual int? PartialImageCount => null;

    private protected virtual string? InputFidelityValue => null;

    private protected virtual ImageInput? MaskInput => null;

    private protected virtual ImageInput? MarkupInput => null;

    private protected override int RequestLimit => ThrottleLimit;

    /// <summary>Remembers what was typed, to tell it from what the pipeline binds.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _typed = new HashSet<string>(MyInvocation.BoundParameters.Keys);
    }

    /// <summary>An option's value; null when it was not given, is blank, or came with an image.</summary>
    private protected string? Given(string? value, string parameter) =>
        string.IsNullOrWhiteSpace(value) || (IgnoresInputProperties && !_typed.Contains(parameter)) ? null : value!.Trim();

    /// <summary>A number's value likewise, within limits.</summary>
    /// <exception cref="AIImageException">It is out of the limits.</exception>
    private protected int? Given(int? value, string parameter, int minimum, int maximum)
    {
        if (value is not int number || (IgnoresInputProperties && !_typed.Contains(parameter))) return null;

        return number >= minimum && number <= maximum ? number : throw new AIImageException(
            ErrorIds.InvalidRequest, $"-{parameter} must be from {minimum} to {maximum}, not {number}.");
    }

    /// <summary>Reads the images that one input stands for, and notes whether it is a result rather than a row.</summary>
    /// <exception cref="AIImageException">One is no image, or cannot be read.</exception>
    private protected IReadOnlyList<ImageInput> ReadImages(object?[]? images)
    {
        IgnoresInputProperties = images is not null && !(images is [object single] && DeserializedImage.IsRow(single));
        ImageInputReader reader = new(ExistingPaths);
        return (images ?? []).SelectMany(reader.Read).ToList();
    }

    /// <summary>Makes the pictures of one input.</summary>
    private protected void Generate(string? prompt, ImageInputs inputs, bool isEdit, object? target) =>
        Attempt(target, () => GenerateAll(RequirePrompt(prompt), inputs, isEdit, target));

    private void GenerateAll(string prompt, ImageInputs inputs, bool isEdit, object? target)
    {
        GenerationRequest request = Request(prompt, inputs, isEdit, _index++);
        int count = Given(Count, nameof(Count), 1, 1000) ?? 1;
        OutputPlan? plan = Plan(count);
        if (Given(OutputFormat, nameof(OutputFormat)) is null && plan?.Format is string format)
        {
            request = request with { Options = request.Options with { OutputFormat = format } };
        }

        WarnOf(request, count);
        List<OutputSlot?> slots = Enumerable.Range(1, count).Select(number => Claim(plan, request, number)).ToList();
        List<OutputSlot?> open = slots.Where(slot => !IsDone(slot, request)).ToList();
        string order = Describe(request, open.Count);
        if (open.Count == 0 || !ShouldProcess(order, order, "ImageGen")) return;

        open.RemoveAll(slot => Recover(slot, request, plan, target));
        int each = request.Model is null ? ImagesClient.MostImages : 1;
        for (int from = 0; from < open.Count; from += each)
        {
            List<OutputSlot?> places = open.GetRange(from, Math.Min(each, open.Count - from));
            Attempt(target, () => Send(request, plan, places, target));
        }
    }

    /// <summary>Emits the saved image where there is one and it is to be kept.</summary>
    private bool IsDone(OutputSlot? slot, GenerationRequest request)
    {
        if (!Resume || slot?.Existing is not string path) return false;

        EmitSaved(path, request.Index);
        PendingFile.Remove(slot.Path!);
        return true;
    }

    /// <summary>Starts one request; an image that comes unasked gets a place beside the last one.</summary>
    private void Send(GenerationRequest request, OutputPlan? plan, List<OutputSlot?> places, object? target)
    {
        GenerationRequest placed = request with
        {
            Target = places[0]?.Path,
            Count = places.Count,
            Pending = PendingOf(places[0], request),
        };
        IImageClient client = request.Model is null ? new ImagesClient(Connection) : new ResponsesClient(Connection);
        Receive(client.GenerateAsync(placed), placed, plan, places, target);
    }

    /// <summary>Takes what a request yields: previews to the pipeline, images to their places and to the pipeline.</summary>
    private void Receive(
        IAsyncEnumerable<GenerationEvent> events,
        GenerationRequest request,
        OutputPlan? plan,
        List<OutputSlot?> places,
        object? target)
    {
        int received = 0;
        OutputSlot? place = null;
        OutputSlot? NextPlace()
        {
            place = received < places.Count ? places[received] : place is null ? null : plan?.ClaimBeside(place);
            received++;
            return place;
        }

        void Emit(GenerationEvent e)
        {
            if (e is Previewed preview) WriteObject(preview.Partial);
            if (e is not Completed completed) return;

            OutputSlot? next = NextPlace();
            Attempt(target, () => EmitNew(completed.Image, request, next));
        }

        void End(AIImageException? failure)
        {
            if (failure is not null)
            {
                Attempt(target, () => throw failure);
            }
            else if (received < places.Count)
            {
                WriteWarning($"The service made {received} of the {places.Count} images that were asked for.");
            }
        }

        void Rescue(GenerationEvent e)
        {
            if (e is Completed completed) Keep(completed.Image, NextPlace());
        }

        Start(events, request.Prompt, Emit, End, Rescue);
        MakeRoom();
    }

    /// <summary>Saves an image that came when the pipeline was over: it is paid for, and -Resume finds it.</summary>
    private void Keep(AIImage image, OutputSlot? slot)
    {
        try
        {
            if (slot is not null && image.Length > 0) slot.Write(image, Force, Sidecar);
            else image.Discard();
        }
        catch (AIImageException)
        {
            // There is no pipeline left to say it in; where a record of the request is kept, it still names the response.
        }
    }

    private void EmitNew(AIImage image, GenerationRequest request, OutputSlot? slot)
    {
        if (slot is not null && image.Length > 0) slot.Write(image, Force, Sidecar);
        WarnOfDifferences(image, request.Options, slot?.Path);
        WriteObject(image);
    }

    /// <summary>Says once for each option that the service did otherwise than asked.</summary>
    private void WarnOfDifferences(AIImage image, ImageOptions asked, string? path)
    {
        foreach ((string option, string text) in OptionDifferences.Find(asked, image))
        {
            if (_warned.Add(option)) WriteWarning(text);
        }

        string? named = ImageHeader.FormatOfExtension(System.IO.Path.GetExtension(path ?? string.Empty));
        if (named is not null && named != image.Format && named != asked.OutputFormat && _warned.Add("name"))
        {
            WriteWarning($"The file is named as {named}, but the image is {image.Format ?? "of an unknown format"}.");
        }
    }

    private void EmitSaved(string path, int index)
    {
        Tell($"'{PlainText.Line(path)}' exists already; nothing is sent for it.");
        AIImage image = Client.Files.Sidecar.Read(path);
        image.Index = index;
        WriteObject(image);
    }

    private OutputPlan? Plan(int count)
    {
        if (Given(OutFile, nameof(OutFile)) is not string path) return null;

        string key = count > 1 ? path + "\n" : path;
        if (!_plans.TryGetValue(key, out OutputPlan? plan))
        {
            string full = FullPath(path);
            plan = OutputPlan.Parse(full, OutputPlan.IsFolder(path, full), severalEach: count > 1);
            _plans.Add(key, plan);
        }

        return Resume && plan.IsLate
            ? throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-Resume needs file names that are known before the request; {id} is not. Use {slug} and {index}.")
            : plan;
    }

    private OutputSlot? Claim(OutputPlan? plan, GenerationRequest request, int number)
    {
        OutputSlot? slot = plan?.Claim(
            new FileNameValues(request.Prompt, request.Index, number, request.Options.ImageModel));
        if (!Force && !Resume) slot?.Refuse();
        if (Resume && slot?.Path is string path) _leftovers.Remove(path);
        return slot;
    }
}
