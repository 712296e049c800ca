using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Runs;

/// <summary>The orders of one command: which files they claim, and what an earlier run left of them.</summary>
/// <param name="services">Finds the service of what an earlier run requested.</param>
/// <param name="budget">What limits the cost of all.</param>
internal sealed class OrderRunner(ServiceDirectory services, Budget budget)
{
    private readonly Dictionary<string, OutputPlan> _plans = [];
    private readonly ClaimedNames _claimed = new();
    private readonly Leftovers _leftovers = new();
    private bool _hasFoundByName;

    /// <summary>Claims the files of an order and finds what is done already. Nothing is sent.</summary>
    /// <exception cref="AIImageException">A file is taken, or its name cannot be used.</exception>
    public OrderRun Claim(ImageOrder order)
    {
        OutputPlan? plan =
            order.Output is OutputTarget target ? PlanOf(target, order.Count, order.Inputs.FileName) : null;
        List<OutputSlot?> slots = new(order.Count);
        for (int number = 1; number <= order.Count; number++) slots.Add(Claim(plan, order, number));
        List<AIImage> found = order.Output is { Resume: true } ? TakeFound(plan!, slots, order) : [];
        _hasFoundByName |= order.Output is { IsInRow: false }
            && found.Exists(image => image.Facts.Request is null && image.Facts.ResponseId is null);
        return new OrderRun(order, found, [.. Requests(order, plan, slots)])
        {
            Warning = _hasFoundByName ? DoubtAbout(plan) : null,
        };
    }

    /// <summary>Why the names of files do not tell whose they are; null where they do.</summary>
    private static string? DoubtAbout(OutputPlan? plan)
    {
        const string Found = "Existing files count as finished if only the name matches, and the name ";
        return plan switch
        {
            { NameDependsOnInput: false } =>
                Found + "does not depend on the input. Use -Sidecar, or {slug} or {name} in the name, so that -Resume "
                + "can match them to their input.",
            { HasSharedName: true } =>
                Found + "is almost the same for several inputs. Use -Sidecar, so that -Resume can match them to their "
                + "input.",
            _ => null,
        };
    }

    private OutputPlan PlanOf(OutputTarget target, int count, string? source)
    {
        string key = (count > 1 ? "several " : "one ") + (source is null ? "new " : "edited ") + target.Path;
        if (!_plans.TryGetValue(key, out OutputPlan? plan))
        {
            plan = OutputPlan.Parse(target.Path, target.IsFolder, severalEach: count > 1, source is not null, _claimed);

            // A path in a row is its own; a million of them are not kept.
            if (!target.IsInRow) _plans[key] = plan;
        }

        if (plan.NeedsSource && source is null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "{name} is the name of the edited file, but there is none. Use {slug} and {index}.");
        }

        return target.Resume && plan.NameDependsOnResult
            ? throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-Resume needs file names that are known before the request; {id} is not. Use {slug} and {index}.")
            : plan;
    }

    private OutputSlot? Claim(OutputPlan? plan, ImageOrder order, int number)
    {
        OutputSlot? slot = plan?.Claim(new FileNameValues(order.Prompt, order.Index, number, order.Options.ImageModel)
        {
            SourcePath = order.Inputs.Parent.Path,
        });
        if (order.Output is { Overwrite: false, Resume: false }) slot?.ThrowIfTaken();
        if (order.Output is { Resume: true } && slot?.Path is string path) _leftovers.Remove(path);
        return slot;
    }

    /// <summary>Takes out the places whose image an earlier run saved.</summary>
    /// <exception cref="AIImageException">One was made of another request.</exception>
    private static List<AIImage> TakeFound(OutputPlan plan, List<OutputSlot?> slots, ImageOrder order)
    {
        List<AIImage> found = [];
        foreach (OutputSlot slot in slots.OfType<OutputSlot>().Where(slot => slot.Existing is not null).ToList())
        {
            AIImage image = Sidecar.Read(slot.Existing!, order.Facts);
            if (ResumeCheck.FindOther(image, order) is AIImageException other)
            {
                // The input that it belongs to may come later, and must find the file under this name.
                foreach (OutputSlot claimed in slots.OfType<OutputSlot>()) plan.Release(claimed);
                throw other;
            }

            found.Add(image);
            PendingRecord.Remove(slot.Path!);
            slots.Remove(slot);
        }

        return found;
    }

    /// <summary>
    /// First what an earlier run requested, one by one; then the others, as many together as the API makes.
    /// </summary>
    private IEnumerable<RequestRun> Requests(ImageOrder order, OutputPlan? plan, List<OutputSlot?> slots)
    {
        bool isRecovered = order.Output is { Overwrite: false };
        List<OutputSlot> requested =
            [.. slots.OfType<OutputSlot>().Where(slot => isRecovered && slot.Earlier is not null)];
        foreach (OutputSlot slot in requested)
        {
            slots.Remove(slot);
            EarlierRequest earlier = new(slot, order.Service, services);
            yield return new RequestRun(order with { Count = 1 }, plan, [slot], budget, earlier);
        }

        for (int from = 0; from < slots.Count; from += order.ImagesPerRequest)
        {
            List<OutputSlot?> places = slots.GetRange(from, Math.Min(order.ImagesPerRequest, slots.Count - from));
            yield return new RequestRun(order with { Count = places.Count }, plan, places, budget);
        }
    }
}
