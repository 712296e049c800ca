using System.IO;

namespace ImageGen.Tests.Support;

/// <summary>A file on a disk that has room for so many bytes, and whose last flush may fail.</summary>
internal sealed class FullDisk(string path, long room, bool refusesFlush = false)
    : FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1)
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Position + count > room)
        {
            // What fits is written all the same, as a real disk does it.
            base.Write(buffer, offset, (int)(room - Position));
            throw new IOException("No space left on device");
        }

        base.Write(buffer, offset, count);
    }

    public override void Flush(bool flushToDisk)
    {
        if (refusesFlush && flushToDisk) throw new IOException("No space left on device");
        base.Flush(flushToDisk);
    }
}
