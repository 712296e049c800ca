using System.Collections.Generic;
using ImageGen.Models;
using ImageGen.Service;

namespace ImageGen.Runs.Spending;

/// <summary>What is written to the ledger when a request has ended or was handed over to the service.</summary>
/// <param name="id">The id of its reservation.</param>
internal sealed record LedgerSettlement(string id)
{
    public string Id { get; } = id;

    /// <summary>What it cost; null if unknown, which leaves all of it reserved.</summary>
    public decimal? Cost { get; init; }

    public decimal? ImageCost { get; init; }

    public decimal? ModelCost { get; init; }

    /// <summary>Tokens of all models.</summary>
    public long? Tokens { get; init; }

    /// <summary>Number of images that came.</summary>
    public int Images { get; init; }

    public string? ResponseId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Where the images were saved.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The id of the failure, or another word for how it ended; null for success.</summary>
    public string? Error { get; init; }

    /// <summary>What is known of a request from the last of its images.</summary>
    /// <param name="id">The id of its reservation.</param>
    /// <param name="service">The service, which knows the prices.</param>
    /// <param name="last">The facts of the image; null where none came.</param>
    /// <param name="cost">What all of them cost; null if unknown.</param>
    public static LedgerSettlement FromResult(string id, ServiceConnection service, ImageFacts? last, decimal? cost)
    {
        RequestCost? parts = cost is null ? null : service.CostOf(last?.Usage, last?.ImageModel, last?.Model);
        return new LedgerSettlement(id)
        {
            Cost = cost,
            ImageCost = parts?.Image,
            ModelCost = parts?.Model,
            Tokens = last?.Usage?.AllTokens,
            ResponseId = last?.ResponseId,
            RequestId = last?.RequestId,
        };
    }
}
