namespace ImageGen;

/// <summary>How <c>Show-AIImage</c> draws an image in the terminal.</summary>
public enum AIImageProtocol
{
    /// <summary>The best method of the terminal.</summary>
    Auto,

    /// <summary>The graphics protocol of kitty, Ghostty and others.</summary>
    Kitty,

    /// <summary>The inline images of iTerm2, WezTerm and others.</summary>
    ITerm2,

    /// <summary>Sixel graphics: Windows Terminal from 1.22, VS Code, foot, Contour and others.</summary>
    Sixel,

    /// <summary>Half blocks: two coloured pixels in each character, for any terminal with colours.</summary>
    Blocks,

    /// <summary>One line of text that describes the image.</summary>
    Text,
}
