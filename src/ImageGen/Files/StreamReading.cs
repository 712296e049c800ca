using System.IO;

namespace ImageGen.Files;

/// <summary>Reads streams that give less at once than is asked for.</summary>
internal static class StreamReading
{
    /// <summary>Reads until the buffer is full or the stream is at its end.</summary>
    /// <returns>How many bytes came.</returns>
    public static int Fill(this Stream stream, byte[] buffer)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) break;

            filled += read;
        }

        return filled;
    }
}
