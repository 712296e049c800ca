namespace ImageGen.Sandbox.Store;

/// <summary>A picture of a conversation, encoded: one the user brought, or one drawn.</summary>
internal sealed record StoredPicture(byte[] Pixels, bool IsDrawn)
{
    /// <summary>What was sent, where that is not what later edits can be drawn from (SVG, GIF).</summary>
    public byte[]? Document { get; init; }

    public byte[] Result => Document ?? Pixels;

    public int Size => Pixels.Length + (Document?.Length ?? 0);
}
