namespace ImageGen.Runs.Spending;

/// <summary>The sum of the requests of one group.</summary>
internal sealed class LedgerGroup
{
    private long _requests;
    private long _images;
    private long _tokens;
    private decimal _cost;
    private decimal _image;
    private decimal _model;
    private decimal _unsettled;
    private bool _isUnbounded;

    /// <summary>Adds what a settled request cost.</summary>
    public void Add(LedgerLine line)
    {
        _requests++;
        _images += line.Images;
        _tokens += line.Tokens;
        _cost += line.Cost!.Value;
        _image += line.ImageCost ?? line.Cost.Value - (line.ModelCost ?? 0);
        _model += line.ModelCost ?? 0;
    }

    /// <summary>Adds what is only reserved; null has no upper end.</summary>
    public void AddUnsettled(decimal? amount)
    {
        _requests++;
        _unsettled += amount ?? 0;
        _isUnbounded |= amount is null;
    }

    /// <summary>The sum.</summary>
    public AIImageCost ToCost(string? name) => new()
    {
        Name = name,
        Requests = _requests,
        Images = _images,
        Tokens = _tokens,
        Low = _cost,
        Expected = _cost,
        High = _isUnbounded ? null : _cost + _unsettled,
        ImageCost = _image,
        ModelCost = _model,
        Unsettled = _unsettled,
        Basis = AIImageCostBasis.Usage,
        Reason = _isUnbounded ? "a request whose price is unknown is not settled" : null,
    };
}
