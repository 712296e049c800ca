namespace ImageGen.Sandbox.Options;

/// <summary>What an image model takes, as far as the service refuses anything else.</summary>
internal sealed record ImageModel(string Name)
{
    /// <summary>For the token table: 1, 2, 2.5 or 2.6, times ten.</summary>
    public required int Generation { get; init; }

    public string? ShutdownDate { get; init; }

    /// <summary>Already shut down.</summary>
    public bool IsShutDown { get; init; }

    public string[] Snapshots { get; init; } = [];

    public bool HasFixedSizes => Generation < 20;

    public bool HasHighQualities => Generation >= 25;

    public bool HasTransparency => Generation != 20;

    public bool HasComplexity => Generation >= 25;

    public bool HasMarkup => Generation >= 25;

    public bool HasSvg => Generation >= 25;

    /// <summary>What `auto` means: sunburst is the thorough one, flare the quick one.</summary>
    public string AutoQuality => Name.EndsWith("flare", System.StringComparison.Ordinal) ? "medium" : "high";

    /// <summary>Null where the model refuses the parameter.</summary>
    public string[]? InputFidelities => this switch
    {
        { Generation: >= 20 } => null,
        { Name: "gpt-image-1-mini" } => ["low"],
        _ => ["low", "high"],
    };
}
