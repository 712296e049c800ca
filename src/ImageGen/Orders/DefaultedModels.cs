using System;

namespace ImageGen.Orders;

/// <summary>
/// Which models of an order the user did not choose: neither typed, in a row, as a preference, nor on Connect.
/// </summary>
[Flags]
internal enum DefaultedModels
{
    /// <summary>Both were chosen.</summary>
    None = 0,

    /// <summary>The mainline model is a default.</summary>
    Model = 1,

    /// <summary>The image model is a default.</summary>
    ImageModel = 2,
}
