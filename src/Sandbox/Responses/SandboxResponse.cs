using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;
using ImageGen.Sandbox.Usage;

namespace ImageGen.Sandbox.Responses;

/// <summary>One response and its progress.</summary>
internal sealed class SandboxResponse : IStored
{
    private const int Overhead = 4096;
    private const string TextAnswer = "This is the sandbox: it draws pictures, and this is all it has to say.";
    private readonly object _gate = new();

    // Both go when the picture is done: they hold pixels.
    private PictureOrder? _order;
    private Raster? _raster;

    public SandboxResponse(ResponseRequest request, PictureContext context, ulong identity, ulong variation)
    {
        SeededRandom random = new(identity);
        Id = "resp_" + random.NextHex(48);
        ItemId = "ig_" + random.NextHex(48);
        MessageId = "msg_" + random.NextHex(48);
        ReasoningId = "rs_" + random.NextHex(48);
        Request = request;
        Brought = context.Brought;
        CreatedAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Status = request.Background ? "queued" : "in_progress";
        if (request.WantsImage) _order = CreateOrder(request, context, variation);
        IsPicture = _order is not null;
        Action = _order?.Parent is null ? "generate" : "edit";
        Tokens = TokenCounts.ForResponse(
            request.Model, request.Effort, request.Input.TextLength, request.Tool?.Options, _order);
    }

    public string Id { get; }

    public string ItemId { get; }

    public string MessageId { get; }

    public string ReasoningId { get; }

    public ResponseRequest Request { get; }

    public long CreatedAt { get; }

    public long? CompletedAt { get; private set; }

    public string Status { get; private set; }

    public bool IsPicture { get; }

    /// <summary>What `auto` was resolved to.</summary>
    public string Action { get; }

    public IReadOnlyList<StoredPicture> Brought { get; }

    public StoredPicture? Picture { get; private set; }

    public TokenCounts Tokens { get; }

    /// <summary>A prompt with this word rehearses a failure that comes with HTTP 200.</summary>
    public bool Fails => Rehearsal.Fails(Request.Input.Prompt);

    public string Answer => IsPicture ? "" : TextAnswer;

    public bool IsFinal => Status is "completed" or "failed" or "cancelled";

    /// <summary>Whether the model thought before it answered, which is an item of its own.</summary>
    public bool HasReasoning => Request.Effort is not (null or "none");

    public IEnumerable<string> Ids => [Id, ItemId, MessageId, ReasoningId];

    /// <summary>About the bytes held; read without waiting for a drawing that is under way.</summary>
    public long MemorySize
    {
        get
        {
            PictureOrder? order = _order;
            long rasters = Size(order?.Parent) + Size(order?.Mask) + (order?.References.Sum(Size) ?? 0);
            long text = (Request.Input.Prompt.Length + Request.Input.TextLength) * 2L;
            return Overhead + Request.EchoLength + text + rasters
                + (Picture?.Size ?? 0) + Brought.Sum(picture => (long)picture.Size);
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (Status == "queued") Status = "in_progress";
        }
    }

    public void Cancel()
    {
        lock (_gate)
        {
            if (!IsFinal) End("cancelled");
        }
    }

    /// <summary>An early look at the picture.</summary>
    public byte[]? Preview(int index, CancellationToken token)
    {
        lock (_gate)
        {
            if (IsFinal || _order is null) return null;
            _raster ??= OrderDrawing.Paint(_order, token);
            return OrderDrawing.Preview(_raster, Request.Tool!.Options, index, token);
        }
    }

    public void Finish(CancellationToken token)
    {
        lock (_gate)
        {
            if (IsFinal) return;
            if (!Fails && _order is not null)
            {
                _raster ??= OrderDrawing.Paint(_order, token);
                Picture = OrderDrawing.Encode(_order, _raster, Request.Tool!.Options, token);
            }

            End(Fails ? "failed" : "completed");
        }
    }

    private static long Size(Raster? picture) => picture?.Pixels.Length ?? 0;

    private static PictureOrder CreateOrder(ResponseRequest request, PictureContext context, ulong variation)
    {
        ImageTool tool = request.Tool!;
        bool isNew = tool.Action == "generate";
        return new PictureOrder
        {
            Prompt = request.Input.Prompt,
            Width = tool.Options.Size.Width,
            Height = tool.Options.Size.Height,
            Variation = variation,
            Transparent = tool.Options.Background == "transparent",
            Parent = isNew ? null : context.Main,
            Mask = isNew ? null : context.Mask,
            References = context.References,
        };
    }

    private void End(string status)
    {
        Status = status;
        CompletedAt = status == "completed" ? DateTimeOffset.UtcNow.ToUnixTimeSeconds() : null;
        _order = null;
        _raster = null;
    }
}
