using System;
using System.Text;

namespace ImageGen.Orders;

/// <summary>How many tokens go into the models for one image: prompt, source images, tool and conversation.</summary>
internal static class InputTokens
{
    /// <summary>Tokens that the image model's prompt has beside its text.</summary>
    private const int PromptFrame = 6;

    /// <summary>Tokens by which a mainline model may lengthen a prompt.</summary>
    private const int Rewriting = 1_000;

    private const int MostPatches = 1_536;
    private const int Patch = 32;

    /// <summary>Recorded for one call of the image tool: 1,979 to 6,042 in, 65 to 1,249 out.</summary>
    private static readonly TokenRange s_tool = new(1_900, 2_500, 7_000);
    private static readonly TokenRange s_answer = new(60, 150, 4_000);

    /// <summary>A source image as a mainline model reads it.</summary>
    private static readonly TokenRange s_modelImage = new(64, 1_100, 3_000);

    /// <summary>The same for gpt-4o-mini, which counts them at a multiple: 26,700 were recorded for two.</summary>
    private static readonly TokenRange s_miniImage = new(2_800, 14_000, 49_000);

    /// <summary>A source image as the image models before gpt-image-2 read it.</summary>
    private static readonly TokenRange s_tiles = new(194, 323, 1_100);
    private static readonly TokenRange s_fineTiles = new(194, 4_500, 7_340);

    /// <summary>The text that the image model reads.</summary>
    public static TokenRange Text(ImageOrder order)
    {
        TokenRange prompt = Text(order.Prompt) + TokenRange.Exactly(PromptFrame);
        return order.Model is null ? prompt : prompt + new TokenRange(PromptFrame - prompt.Low, 40, Rewriting);
    }

    /// <summary>The source images that the image model reads.</summary>
    public static TokenRange SourceImages(ImageOrder order, bool hasPatches)
    {
        TokenRange sum = default;
        foreach (ImageInput input in order.Inputs.Items) sum += Image(input, order, hasPatches);
        if (order.Mask is not null || order.Markup is not null) sum += new TokenRange(0, 0, MostPatches);
        return sum;
    }

    /// <summary>What the mainline model reads, with the conversation that is continued.</summary>
    public static TokenRange Model(ImageOrder order)
    {
        TokenRange image =
            order.Model!.StartsWith("gpt-4o-mini", StringComparison.OrdinalIgnoreCase) ? s_miniImage : s_modelImage;
        TokenRange sum = s_tool + Text(order.Prompt) + Text(order.Instructions ?? string.Empty);
        foreach (ImageInput input in order.Inputs.Items) sum += image + Conversation(input, order);
        return order.Mask is null ? sum : sum + new TokenRange(0, 0, image.High);
    }

    /// <summary>What the mainline model writes and thinks.</summary>
    public static TokenRange Answer => s_answer;

    /// <summary>
    /// Four characters to a token is the rule; a script that is not Latin has more, but never more than its bytes.
    /// </summary>
    private static TokenRange Text(string text) =>
        new(text.Length / 8, Math.Ceiling(text.Length / 4.0), Encoding.UTF8.GetByteCount(text));

    /// <summary>What was said before: known of a result that is at hand, without an end for a bare id.</summary>
    private static TokenRange Conversation(ImageInput input, ImageOrder order) => input switch
    {
        EarlierImage { ResponseId: null } or not EarlierImage => default,
        _ when order.Inputs.Context is AIImageContext.Data or AIImageContext.Call => default,
        EarlierImage { ContextTokens: long tokens } => new TokenRange(0, tokens, tokens * 2),
        _ => new TokenRange(0, s_tool.Expected, null),
    };

    private static TokenRange Image(ImageInput input, ImageOrder order, bool hasPatches)
    {
        if (!hasPatches) return order.Options.InputFidelity is "high" ? s_fineTiles : s_tiles;

        (int width, int height) = input.Dimensions;
        TokenRange own = width == 0
            ? new TokenRange(Patch * 2, 1_024, MostPatches)
            : new TokenRange(Patches(width, height), Patches(width, height), MostPatches);
        return input is EarlierImage { ImageTokens: long before } ? own + new TokenRange(0, 0, before) : own;
    }

    /// <summary>
    /// An image is enlarged at most twice towards a long side of 1,024, its ratio held at 3:1, and cut into squares.
    /// </summary>
    internal static double Patches(int width, int height)
    {
        double longer = Math.Max(width, height);
        double shorter = Math.Max(Math.Min(width, height), longer / 3);
        double scale = Math.Min(2, Math.Max(1, 1_024 / longer));
        double patches = Math.Ceiling(longer * scale / Patch) * Math.Ceiling(shorter * scale / Patch);
        return Math.Min(MostPatches, patches);
    }
}
