using ImageGen.Sandbox.Options;

namespace ImageGen.Sandbox.Usage;

/// <summary>Plausible token counts of the mainline model that writes an SVG.</summary>
internal sealed class SvgUsage
{
    private const int Instructions = 1_200;
    private const int Document = 2_600;

    private SvgUsage(string model, int input, int reasoning, int output)
    {
        Model = model;
        Input = input;
        Reasoning = reasoning;
        Output = output;
    }

    public string Model { get; }

    public int Input { get; }

    /// <summary>What it thought, of <see cref="Output"/>.</summary>
    public int Reasoning { get; }

    public int Output { get; }

    /// <summary>What writing the document takes; null for any other format.</summary>
    /// <param name="options">The options of the picture.</param>
    /// <param name="caller">The model of the response, which writes where no author is named; null without one.</param>
    /// <param name="textLength">Characters of the prompt.</param>
    public static SvgUsage? For(PictureOptions options, string? caller, int textLength)
    {
        if (options.OutputFormat != "svg") return null;
        string model = options.Author?.Model ?? caller ?? SandboxModels.DefaultAuthor;
        int reasoning = TokenCounts.ReasoningFor(options.Author?.Effort ?? SandboxModels.DefaultEffort(model));
        return new SvgUsage(model, Instructions + textLength / 4, reasoning, Document + reasoning);
    }
}
