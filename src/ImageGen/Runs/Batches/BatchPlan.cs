using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageGen.Apis.Images;
using ImageGen.Json;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Writes the rows of a batch into its record as they come, and cuts them into the parts that the service takes. What
/// is kept in memory does not grow with the rows.
/// </summary>
/// <param name="record">Where they are written; null only counts them.</param>
/// <param name="limits">How much one part takes.</param>
/// <param name="areImagesUploaded">Images travel as files of their own; else as data in the lines.</param>
/// <param name="maximumCost">What all of them may cost; null is no limit.</param>
internal sealed class BatchPlan(
    BatchRecord? record, BatchLimits limits, bool areImagesUploaded, decimal? maximumCost) : IDisposable
{
    /// <summary>What a line of the input has beside its body, at most.</summary>
    private const int LineFrame = 200;

    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RecordedImages? _images = record is null ? null : new RecordedImages(record, areImagesUploaded);
    private readonly List<RecordShard> _shards = [];
    private readonly CostSum _cost = new();
    private CostSum _costOfShard = new();
    private RecordShard? _shard;
    private long _bytes;
    private long _inputs;
    private decimal _reserved;

    /// <summary>How many rows there are.</summary>
    public long Rows { get; private set; }

    /// <summary>What all of them cost, at half the list price.</summary>
    public AIImageCost Cost => _cost.ToCost();

    /// <summary>How many batches they become.</summary>
    public int Batches => _shards.Count + (_shard is null ? 0 : 1);

    /// <summary>The image models of the rows, as far as there are few.</summary>
    public SortedSet<string> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes the words of an input, whether it can be used or not: they tell whether a later run has the same.
    /// </summary>
    public RecordedInput TakeInput(object? input)
    {
        JsonElement words = JsonValues.ToElement(input);
        byte[] text = Encoding.UTF8.GetBytes(words.GetRawText() + "\n");
        _digest.AppendData(text);
        _inputs++;
        return new RecordedInput(words);
    }

    /// <summary>Writes one row.</summary>
    /// <param name="order">What is asked for in it.</param>
    /// <param name="targets">The file of each image; empty keeps them in memory.</param>
    /// <param name="input">The input that it is of.</param>
    /// <exception cref="AIImageException">It cannot be sent, or does not fit into the budget.</exception>
    public void Add(ImageOrder order, IReadOnlyList<string> targets, RecordedInput input)
    {
        AIImageCost cost = CostEstimate.For(order, CostEstimate.BatchFactor);
        if (maximumCost is decimal limit) ThrowIfTooMuch(cost, limit);
        if (record is null)
        {
            CountUnwritten();
        }
        else
        {
            (ImageOrder marked, IReadOnlyList<int> images) = _images!.Mark(order);
            byte[] body = CreateImagesMapper.ToJson(marked);
            MakeRoom(body.Length + LineFrame, images);
            ImageFacts facts = order.Facts with { Stored = false };
            record.Append(
                new RecordRow
                {
                    Row = Rows + 1,
                    Shard = _shard!.Shard,
                    Count = order.Count,
                    Input = input.Words,
                    Targets = targets.Count == 0 ? null : targets,
                    Facts = facts with { Prompt = facts.Request?.Prompt == facts.Prompt ? null : facts.Prompt },
                },
                body);
        }

        Count(order, cost);
    }

    /// <summary>Writes that all rows are there. From here on the record can be gone on with.</summary>
    public void Finish()
    {
        CloseShard();
        record!.Append(Plan());
    }

    /// <summary>True where the inputs that were taken are those of the record.</summary>
    public bool IsOf(RecordState state) => state.Plan?.Inputs == _inputs && state.Plan.Digest == Digest();

    public void Dispose() => _digest.Dispose();

    private RecordStep Plan() => new()
    {
        Step = StepName.Planned,
        Inputs = _inputs,
        Digest = Digest(),
        Shards = _shards,
    };

    private string Digest() => Hex.Encode(_digest.GetHashAndReset());

    private void ThrowIfTooMuch(AIImageCost cost, decimal limit)
    {
        if (cost.High is not decimal high)
        {
            throw Budget.Refusal($"Its cost is unknown: {cost.Reason}.", Budget.CommandLimit);
        }

        if (_reserved + high > limit)
        {
            throw Budget.Refusal(
                FormattableString.Invariant(
                    $"It can cost up to {high:0.####} USD, and {_reserved:0.####} of {limit:0.####} USD are reserved."),
                Budget.CommandLimit);
        }

        _reserved += high;
    }

    /// <summary>Begins a part where the row does not fit into the one at hand.</summary>
    private void MakeRoom(long length, IReadOnlyList<int> images)
    {
        long whole = length + images.Sum(_images!.LengthOf);
        if (whole > limits.Bytes)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"The request has {whole:N0} bytes with its images; a batch accepts at most {limits.Bytes:N0}. Nothing "
                + "was sent for it.");
        }

        if (_shard is not null && (_shard.Rows >= limits.Lines || _bytes + whole > limits.Bytes)) CloseShard();
        _shard ??= new RecordShard
        {
            Shard = _shards.Count + 1,
            Offset = record!.Position,
            FirstRow = Rows + 1,
        };
        _bytes += whole;
    }

    private void CountUnwritten()
    {
        if (_shard is not null && _shard.Rows >= limits.Lines) CloseShard();
        _shard ??= new RecordShard { Shard = _shards.Count + 1, FirstRow = Rows + 1 };
    }

    private void Count(ImageOrder order, AIImageCost cost)
    {
        Rows++;
        _cost.Add(cost);
        _costOfShard.Add(cost);
        string model = order.Options.ImageModel;
        bool isOther = _shard!.Rows > 0 && _shard.ImageModel != model;
        _shard = _shard with
        {
            Rows = _shard.Rows + 1,
            Images = _shard.Images + order.Count,
            ImageModel = isOther ? null : model,
        };
        if (Models.Count < 4) Models.Add(model);
    }

    private void CloseShard()
    {
        if (_shard is null) return;

        AIImageCost cost = _costOfShard.ToCost();
        _shards.Add(_shard with { Expected = cost.Expected, High = cost.High, ImagesTo = _images?.Count ?? 0 });
        _shard = null;
        _bytes = 0;
        _costOfShard = new CostSum();
    }
}
