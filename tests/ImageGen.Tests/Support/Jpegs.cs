namespace ImageGen.Tests.Support;

/// <summary>
/// JPEG files that are only headers, which are all that is read before they are sent, and turned ones.
/// </summary>
internal static class Jpegs
{
    /// <summary>The stored size, and how a camera was held (1 upright, 6 turned right, 8 turned left).</summary>
    public static byte[] Of(int width, int height, byte orientation = 1) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        0xFF, 0xC0, 0x00, 0x11, 8, 0, (byte)height, 0, (byte)width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0,
        0xFF, 0xD9,
    ];

    /// <summary>The same JPEG as a camera would store it that was held in this way.</summary>
    public static byte[] Turned(byte[] jpeg, byte orientation, bool isLittle = false)
    {
        byte[] tiff = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }
}
