using System.Collections.Generic;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>What is taken from the input of a request: the last thing the user said, and pictures in order.</summary>
internal sealed class InputContent
{
    public string Prompt { get; set; } = "";

    public int TextLength { get; set; }

    public List<PictureSource> Sources { get; } = [];

    public List<InputItem> Items { get; } = [];
}
