namespace ImageGen.Models;

/// <summary>What the service's tiers (<c>service_tier</c>) do to the price of a mainline model's tokens.</summary>
internal static class PriceTier
{
    /// <summary>What the list price is multiplied by; null for a tier that is not known.</summary>
    public static decimal? Factor(string? tier) => tier switch
    {
        null or "auto" or "default" or "standard" => 1m,
        "flex" or "batch" => 0.5m,
        "fast" or "priority" => 2m,
        _ => null,
    };
}
