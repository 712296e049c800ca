using System;

namespace ImageGen.Text;

/// <summary>Writes bytes as hexadecimal digits.</summary>
internal static class Hex
{
    /// <summary>Two digits for each byte, in lower case.</summary>
    public static string Encode(byte[] bytes) =>
        BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
}
