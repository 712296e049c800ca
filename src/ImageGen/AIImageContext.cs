








namespace ImageGen;

/// <summary>How an earlier result is sent with an edit.</summary>
public enum AIImageContext
{
    /// <summary>By id if the same service stored it, otherwise by its bytes.</summary>
    Auto,

    /// <summary>By <c>previous_response_id</c>: the whole conversation continues.</summary>
    Response,

    /// <summary>By the id of its image generation call: only the image, without its conversation.</summary>
    Call,

    /// <summary>Its bytes are sent again.</summary>
    Data,
}
