using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Runs.Batches;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// The rows of one Start-AIImageBatch on their way into the record, and the record that is continued.
/// </summary>
internal sealed class BatchIntake : IDisposable
{
    private readonly StartAIImageBatchCommand _command;
    private readonly BatchPace _pace;
    private readonly BatchRecord? _record;
    private readonly BatchPlan _plan;
    private readonly string _path;
    private bool _hasInput;
    private bool _isKept;
    private bool _isClosed;
    private string? _firstTarget;

    /// <exception cref="AIImageException">
    /// There is a record already, it is another service's, or it cannot be made.
    /// </exception>
    public BatchIntake(StartAIImageBatchCommand command, string path, bool isWhatIf)
    {
        _command = command;
        _path = path;
        _pace = new BatchPace(command.Chosen.IsSandbox, ServiceState.Here.Clock);
        ServiceConnection service = command.Chosen;
        RecordState? there = File.Exists(path) ? RecordState.ReadAny(path) : null;
        IsResuming = there is { Plan: not null };
        if (there is not null && !command.Resume) throw Exists();

        if (IsResuming)
        {
            there!.Header?.ThrowIfOther(service);
            _isKept = true;
            if (!isWhatIf) _record = BatchRecord.Open(path, _pace.Clock);
        }
        else if (!isWhatIf)
        {
            _record = BatchRecord.Create(path, HeaderFor(service), _pace.Clock);
        }

        BatchLimits limits = new() { Lines = command.BatchSize };
        _plan = new BatchPlan(
            IsResuming ? null : _record, limits, service.Dialect.TakesImageFiles, command.MaxCost);
    }

    /// <summary>True where the record has all its rows, so that inputs are only compared with them.</summary>
    public bool IsResuming { get; }

    /// <summary>Counts an input, whether it can be used or not.</summary>
    public RecordedInput TakeInput(object? words)
    {
        _hasInput = true;
        return _plan.TakeInput(words);
    }

    /// <summary>Writes the rows of one input; each that cannot be sent is an error.</summary>
    /// <exception cref="AIImageException">A row cannot be sent.</exception>
    public void Add(OrderRun run, RecordedInput words)
    {
        foreach (RequestRun request in run.Requests)
        {
            if (request.IsRequested) throw Requested(request);

            List<string> targets = [.. request.Slots.Select(slot => slot.Path ?? throw NameNeedsResult())];
            _plan.Add(request.Order, targets, words);
            _firstTarget ??= request.Targets.FirstOrDefault();
        }
    }

    /// <summary>Ends the rows; the work that is left, or null where there is none.</summary>
    /// <exception cref="AIImageException">There is no input, or another one than the record has.</exception>
    public BatchWork? Finish()
    {
        if (IsResuming) return Resume();

        if (!_hasInput && !_command.MyInvocation.ExpectingInput)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, "There is no input. Describe the image with -Prompt, or pipe in rows.");
        }

        if (_plan.Rows == 0) return null;

        string description = Describe();
        if (!_command.ShouldProcess(description, description, "ImageGen") || _record is null) return null;

        _plan.Finish();
        _isKept = true;
        return Work();
    }

    /// <summary>Closes the record; one of which nothing was sent is removed.</summary>
    public void Dispose()
    {
        if (_isClosed) return;

        _isClosed = true;
        if (!_isKept) _record?.Remove();
        _record?.Dispose();
        _plan.Dispose();
    }

    private BatchWork? Resume()
    {
        if (_hasInput && !_plan.IsOf(RecordState.Read(_path)))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The input differs from the rows in the record '{PlainText.Line(_path)}'. Nothing was sent. Use "
                + "another -Record for other rows, or continue this one without input.");
        }

        string description = $"Continue the batches of '{PlainText.Line(_path)}'";
        bool goesOn = _command.ShouldProcess(description, description, "ImageGen");
        if (!goesOn || _record is null) return null;

        foreach (ShardState shard in _record.State.Shards.Where(shard => shard.IsStopped))
        {
            _record.Append(new RecordStep { Step = StepName.Resumed, Shard = shard.Number });
        }

        return Work();
    }

    private BatchWork Work() => new(_record!, _command.Chosen, _command.Settings, _pace)
    {
        IsForced = IsResuming && _command.Force,
    };

    private RecordHeader HeaderFor(ServiceConnection service) => new RecordHeader
    {
        Record = Guid.NewGuid().ToString("N").Substring(12),
        Endpoint = BatchEndpoint.For(_command.Edit),
        IsEdit = _command.Edit,
        Overwrite = _command.Force,
        Sidecar = _command.Sidecar,
        CreatedAt = _pace.Clock.UtcNow,
    }.For(service);

    private string Describe()
    {
        AIImageCost cost = _plan.Cost;
        string batches = _plan.Batches == 1 ? "1 batch" : FormattableString.Invariant($"{_plan.Batches} batches");
        string models = _plan.Models.Count > 3 ? "several models" : string.Join(", ", _plan.Models);
        string file = _firstTarget is null ? string.Empty : $", to '{PlainText.Line(_firstTarget)}' …";
        return $"Start {batches} at {_command.Chosen.Name} with {models}: "
            + $"{Quantity.Count(_plan.Rows, "row")}, {Quantity.Count(cost.Images, "image")}{file}, record "
            + $"'{PlainText.Line(_path)}'. Estimated cost at half price: {cost}.";
    }

    private AIImageException Exists() => new(
        ErrorIds.FileExists, $"The record '{PlainText.Line(_path)}' already exists. Nothing was sent.")
    {
        Advice = "Use -Resume to continue it, or another -Record.",
    };

    private static AIImageException Requested(RequestRun request) => new(
        ErrorIds.FileExists,
        $"An earlier run requested '{PlainText.Line(request.Targets.FirstOrDefault())}' and did not save it. "
        + "Nothing was "
        + "sent now.")
    {
        Advice = "Get that image with New-AIImage -Resume or Edit-AIImage -Resume, or use -Force to request another.",
    };

    private static AIImageException NameNeedsResult() => new(
        ErrorIds.InvalidRequest,
        "A batch needs file names that are known before it starts; {id} is not. Use {slug} and {index}.");
}
