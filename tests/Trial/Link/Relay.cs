using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading;

namespace ImageGen.Trial.Link;

/// <summary>Carries packets between two devices as the weather is.</summary>
internal sealed class Relay : IDisposable
{
    private const int Patience = 100;

    /// <summary>What waits longer than this for its turn is dropped, as by a router whose queue is full.</summary>
    private static readonly TimeSpan s_longestQueue = TimeSpan.FromMilliseconds(500);

    private readonly Weather _weather;
    private readonly Flows _flows;
    private readonly Thread[] _threads;
    private readonly int[] _devices;
    private volatile bool _isOver;

    public Relay(int left, int right, Weather weather)
    {
        _weather = weather;
        _flows = new Flows(weather);
        _devices = [left, right];
        BlockingCollection<(long Due, byte[] Packet)> there = [];
        BlockingCollection<(long Due, byte[] Packet)> back = [];
        _threads =
        [
            new Thread(() => Take(left, there)), new Thread(() => Give(there, right)),
            new Thread(() => Take(right, back)), new Thread(() => Give(back, left)),
        ];
        foreach (Thread thread in _threads) thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (Thread thread in _threads) thread.Join();
        foreach (int device in _devices) _ = Tunnel.Close(device);
    }

    private void Take(int device, BlockingCollection<(long Due, byte[] Packet)> queue)
    {
        byte[] buffer = new byte[65536];
        TimeSpan free = TimeSpan.Zero;
        while (!_isOver)
        {
            int length = Tunnel.Read(device, buffer, Patience);
            if (length <= 0) continue;

            byte[] packet = buffer.AsSpan(0, length).ToArray();
            TimeSpan now = Stopwatch.GetElapsedTime(0);
            if (IsDropped(packet)) continue;

            TimeSpan start = free > now ? free : now;
            if (start - now > s_longestQueue) continue;

            if (_weather.BitsPerSecond > 0) free = start + TimeSpan.FromSeconds(length * 8.0 / _weather.BitsPerSecond);
            queue.Add(((start + _weather.Delay).Ticks, packet));
        }

        queue.CompleteAdding();
    }

    private bool IsDropped(byte[] packet) =>
        _weather.IsCut
        || (_weather.DropsSix && packet[0] >> 4 == 6)
        || (_weather.Loss > 0 && Random.Shared.NextDouble() < _weather.Loss)
        || _flows.IsForgotten(packet);

    private static void Give(BlockingCollection<(long Due, byte[] Packet)> queue, int device)
    {
        foreach ((long due, byte[] packet) in queue.GetConsumingEnumerable())
        {
            TimeSpan left = new TimeSpan(due) - Stopwatch.GetElapsedTime(0);
            if (left > TimeSpan.Zero) Thread.Sleep(left);
            Tunnel.Write(device, packet);
        }
    }
}
