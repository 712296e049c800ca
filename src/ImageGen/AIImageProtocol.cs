namespace ImageGen;

/// <summary>How <c>Show-AIImage</c> draws an image in the terminal.</summary>
public enum AIImageProtocol
{
    /// <summary>The best that the terminal can do.</summary>
    Auto,

    /// <summary>The graphics protocol of kitty, which Ghostty and others speak too.</summary>
    Kitty,

    /// <summary>The inline images of iTerm2, which WezTerm and others speak too.</summary>
    ITerm2,

    /// <summary>Sixel graphics: Windows Terminal from 1.22, VS Code, foot, Contour and others.</summary>
    Sixel,

    /// <summary>Half blocks: two coloured pixels in each character, for any terminal with colours.</summary>
    Blocks,

    /// <summary>One line of text that says what the image is.</summary>
    Text,
}
