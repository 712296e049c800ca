using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>The request line and the headers of a request, up to the blank line.</summary>
internal static class RequestHead
{
    private const string BlankLine = "\r\n\r\n";
    private const int WindowLength = 4096;

    /// <summary>Reads it and takes nothing of the body.</summary>
    public static async Task<string> ReadAsync(Socket socket, Stream stream, CancellationToken token)
    {
        StringBuilder head = new();
        byte[] window = new byte[WindowLength];
        while (true)
        {
            // What is encrypted cannot be looked at before it is taken.
            bool isPlain = stream is NetworkStream;
            int seen = isPlain ? await socket.ReceiveAsync(window.AsMemory(), SocketFlags.Peek, token) : 1;
            if (seen == 0) throw new EndOfStreamException();
            if (!isPlain) await stream.ReadExactlyAsync(window.AsMemory(0, 1), token);

            int before = head.Length;
            string text = head.Append(Encoding.Latin1.GetString(window, 0, seen)).ToString();
            int end = text.IndexOf(BlankLine, Math.Max(0, before - BlankLine.Length), StringComparison.Ordinal);
            if (end >= 0) head.Length = end + BlankLine.Length;
            if (isPlain) await stream.ReadExactlyAsync(window.AsMemory(0, head.Length - before), token);
            if (end >= 0) return head.ToString();
        }
    }

    /// <summary>Reads nothing and waits until something is there behind it.</summary>
    public static async Task WaitForBodyAsync(Socket socket, CancellationToken token)
    {
        byte[] window = new byte[WindowLength];
        string head = string.Empty;
        while (!head.Contains(BlankLine, StringComparison.Ordinal)
            || head.EndsWith(BlankLine, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), token);
            int seen = await socket.ReceiveAsync(window.AsMemory(), SocketFlags.Peek, token);
            head = Encoding.Latin1.GetString(window, 0, seen);
        }
    }
}
