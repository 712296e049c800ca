using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>The server's side of one HTTP/2 connection: as much of the protocol as the tests need (RFC 9113).</summary>
internal sealed class Http2Peer(Stream stream, CancellationToken closing)
{
    private const int LongestFrame = 16 * 1024;

    private enum Frame : byte
    {
        Data = 0,
        Headers = 1,
        Settings = 4,
        Ping = 6,
    }

    /// <summary>Takes the client's preface and says that all settings are the usual ones.</summary>
    public async Task OpenAsync()
    {
        await stream.ReadExactlyAsync(new byte[24], closing);
        await WriteAsync(Frame.Settings, flags: 0, streamId: 0, default);
    }

    /// <summary>
    /// Reads on to the end of a request, and answers pings meanwhile. Gives the number of its stream.
    /// </summary>
    public async Task<int> ReadRequestAsync()
    {
        while (true)
        {
            (Frame type, byte flags, int streamId, byte[] payload) = await ReadAsync();
            bool isAnswer = (flags & 1) != 0;
            if (type is Frame.Headers or Frame.Data && isAnswer) return streamId;
            if (type is Frame.Settings or Frame.Ping && !isAnswer)
            {
                await WriteAsync(type, flags: 1, streamId: 0, type == Frame.Ping ? payload : default);
            }
        }
    }

    /// <summary>Answers with status 200 and this JSON.</summary>
    public async Task AnswerAsync(int streamId, string json)
    {
        // Two fields of the static table: ":status: 200", and "content-type" with a value of its own.
        byte[] mediaType = Encoding.ASCII.GetBytes("application/json");
        byte[] fields = [0x88, 0x0f, 0x10, (byte)mediaType.Length, .. mediaType];
        await WriteAsync(Frame.Headers, flags: 4, streamId, fields);
        byte[] body = Encoding.UTF8.GetBytes(json);
        for (int at = 0; at < body.Length; at += LongestFrame)
        {
            int length = Math.Min(LongestFrame, body.Length - at);
            byte flags = (byte)(at + length == body.Length ? 1 : 0);
            await WriteAsync(Frame.Data, flags, streamId, body.AsMemory(at, length));
        }
    }

    /// <summary>Takes all that comes and says nothing, as a connection that a router has forgotten.</summary>
    public async Task IgnoreAsync()
    {
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, closing) > 0)
        {
        }
    }

    private async Task<(Frame Type, byte Flags, int StreamId, byte[] Payload)> ReadAsync()
    {
        byte[] head = new byte[9];
        await stream.ReadExactlyAsync(head, closing);
        byte[] payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, closing);
        return ((Frame)head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue, payload);
    }

    private async Task WriteAsync(Frame type, byte flags, int streamId, ReadOnlyMemory<byte> payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = (byte)type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame.AsMemory(9));
        await stream.WriteAsync(frame, closing);
        await stream.FlushAsync(closing);
    }
}
