using System;

namespace ImageGen;

/// <summary>What a model does for an image.</summary>
[Flags]
public enum AIImageModelKind
{
    /// <summary>Draws images; called through the Images API or by the image tool.</summary>
    Image = 1,

    /// <summary>Reads the prompt, keeps the conversation and calls the image tool (Responses API).</summary>
    Mainline = 2,

    /// <summary>Either.</summary>
    All = Image | Mainline,
}
