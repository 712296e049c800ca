namespace ImageGen.Terminal;

/// <summary>What tells the images of one stream from others.</summary>
internal sealed class ImageKey(int index, string? responseId, string? id)
{
    private readonly int _index = index;
    private readonly string? _responseId = responseId;
    private readonly string? _id = id;

    /// <summary>
    /// Another state of the same image: from the same input and, where the service names them, the same response and
    /// call.
    /// </summary>
    public bool IsOfSame(ImageKey other) =>
        _index == other._index && Agree(_responseId, other._responseId) && Agree(_id, other._id);

    private static bool Agree(string? one, string? other) => one is null || other is null || one == other;
}
