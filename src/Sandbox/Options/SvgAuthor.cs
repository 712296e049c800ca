namespace ImageGen.Sandbox.Options;

/// <summary>The mainline model that writes an SVG, and how much it thinks. Null is left to the service.</summary>
internal sealed record SvgAuthor(string? Model, string? Effort);
