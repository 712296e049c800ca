namespace ImageGen;

/// <summary>Which of the service's APIs makes the image.</summary>
internal enum AIImageApi
{
    /// <summary>The Images API for an image model in <c>-Model</c>, the Responses API otherwise.</summary>
    Auto,

    /// <summary>The Responses API: a mainline model calls the image tool; results have ids and conversations go on.</summary>
    Responses,

    /// <summary>The Images API: the image model alone; results have no ids, and their bytes are sent to edit them.</summary>
    Images,
}
