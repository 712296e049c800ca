








namespace ImageGen;

/// <summary>How an earlier result is carried into an edit.</summary>
public enum AIImageContext
{
    /// <summary>By id where the same service stored it, else by its bytes.</summary>
    Auto,

    /// <summary>By <c>previous_response_id</c>: the whole conversation goes on.</summary>
    Response,

    /// <summary>By the id of its image generation call: the picture alone.</summary>
    Call,

    /// <summary>Its bytes are sent again.</summary>
    Data,
}
