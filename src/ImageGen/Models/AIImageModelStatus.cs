namespace ImageGen;

/// <summary>Where a model is in its life, on the day that it is asked.</summary>
public enum AIImageModelStatus
{
    /// <summary>In service, and no end is announced.</summary>
    Active,

    /// <summary>In service until its shutdown date.</summary>
    Deprecated,

    /// <summary>Its requests are refused.</summary>
    ShutDown,
}
