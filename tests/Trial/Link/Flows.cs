using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;

namespace ImageGen.Trial.Link;

/// <summary>
/// The connections that a router remembers: what belongs to none of them is dropped, and nobody is told.
/// </summary>
internal sealed class Flows(Weather weather)
{
    private const byte Tcp = 6;
    private const byte Syn = 2;

    private readonly Dictionary<(ulong, ulong), TimeSpan> _seen = [];

    /// <summary>
    /// True for a packet of a connection that was silent for too long. A new connection is remembered.
    /// </summary>
    public bool IsForgotten(byte[] packet)
    {
        if (packet[0] >> 4 != 4 || packet[9] != Tcp) return false;

        int header = (packet[0] & 15) * 4;
        ulong from = End(packet, 12, header);
        ulong to = End(packet, 16, header + 2);
        (ulong, ulong) flow = from < to ? (from, to) : (to, from);
        bool begins = (packet[header + 13] & Syn) != 0;
        TimeSpan now = Stopwatch.GetElapsedTime(0);
        lock (_seen)
        {
            bool isKnown = _seen.TryGetValue(flow, out TimeSpan last)
                && (weather.ForgetsAfter == TimeSpan.Zero || now - last < weather.ForgetsAfter);
            if (begins || isKnown) _seen[flow] = now;
            else _seen.Remove(flow);
            return !begins && !isKnown;
        }
    }

    private static ulong End(byte[] packet, int address, int port) =>
        ((ulong)BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(address)) << 16)
        | BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(port));
}
