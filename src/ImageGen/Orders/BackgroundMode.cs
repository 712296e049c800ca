namespace ImageGen.Orders;

/// <summary>Whether the service works on when nobody waits, and whether somebody does.</summary>
internal enum BackgroundMode
{
    /// <summary>The work belongs to the connection.</summary>
    None,

    /// <summary>The work is handed over, and its id comes back.</summary>
    Submit,

    /// <summary>The work is handed over and waited for by its id, however often the connection drops.</summary>
    Follow,
}
