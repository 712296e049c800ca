namespace ImageGen.Tests.Support;

/// <summary>The headers of JPEG files, which are all that is read of them before they are sent.</summary>
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
}
