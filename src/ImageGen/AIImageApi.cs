namespace ImageGen;

/// <summary>Which of the service's APIs makes the image.</summary>
internal enum AIImageApi
{
    /// <summary>The Images API for an image model in <c>-Model</c>, the Responses API otherwise.</summary>
    Auto,

    /// <summary>
    /// The Responses API: a mainline model calls the image tool; results have ids and can continue a conversation.
    /// </summary>
    Responses,

    /// <summary>The Images API: only the image model; results have no ids, so an edit sends their bytes.</summary>
    Images,
}
