using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Bytes in an array or a list of objects, as <c>Get-Content -Encoding Byte</c> of Windows PowerShell returns them.
/// </summary>
internal static class LooseBytes
{
    /// <summary>Why a single byte is no image, and what to do.</summary>
    public static AIImageException CreateException() => new(
        ErrorIds.ImageReadFailed,
        "The pipeline split an image into single bytes. Pass them as one object: ',$bytes | Edit-AIImage …'.");

    /// <summary>The bytes as one array; null when there are none, or anything else is among them.</summary>
    public static byte[]? TryJoin(object? value)
    {
        if (value is IEnumerable<byte> plain and not byte[]) return plain.ToArray() is { Length: > 0 } all ? all : null;
        if (value is not IList { Count: > 0 } items || value is byte[]) return null;

        byte[] bytes = new byte[items.Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            object? item = items[i] is PSObject wrapped ? wrapped.BaseObject : items[i];
            if (item is not byte single) return null;
            bytes[i] = single;
        }

        return bytes;
    }
}
