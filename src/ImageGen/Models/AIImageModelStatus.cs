namespace ImageGen;

/// <summary>Whether a model is available today.</summary>
public enum AIImageModelStatus
{
    /// <summary>Available; no shutdown is announced.</summary>
    Active,

    /// <summary>Available until its shutdown date.</summary>
    Deprecated,

    /// <summary>Its requests are refused.</summary>
    ShutDown,
}
