namespace ImageGen.Soak;

/// <summary>What goes wrong with a request.</summary>
internal enum Fault
{
    None,

    /// <summary>A refusal that says that nothing was done.</summary>
    RateLimited,
    ServerError,
    Unavailable,

    /// <summary>A gateway gives up; only where nothing can be billed.</summary>
    GatewayTimeout,

    /// <summary>The connection is reset before a word is said; only where nothing can be billed.</summary>
    Reset,

    /// <summary>The connection is reset in the middle of the answer.</summary>
    Cut,

    /// <summary>The base64 of the image has a wrong character.</summary>
    BrokenImage,

    /// <summary>The answer is a page of a proxy.</summary>
    Html,
}
