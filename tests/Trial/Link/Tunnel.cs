using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace ImageGen.Trial.Link;

/// <summary>A network device whose packets a program reads and writes (Linux, TUN).</summary>
internal static class Tunnel
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int NetworkSpace = 0x40000000;
    private const nuint SetInterface = 0x400454ca;
    private const short TunWithoutHeader = 0x1001;
    private const short HasData = 1;

    /// <summary>Creates a device in a namespace, and gives its descriptor.</summary>
    public static int Create(string space, string name)
    {
        int descriptor = -1;
        Exception? failure = null;

        // Only the thread itself moves to the other namespace, and ends there.
        Thread thread = new(() =>
        {
            try
            {
                int other = Check(Open($"/var/run/netns/{space}", CloseOnExec));
                Check(SetNamespace(other, NetworkSpace));
                Check(Close(other));
                descriptor = Check(Open("/dev/net/tun", ReadWrite | CloseOnExec));
                byte[] request = new byte[40];
                Encoding.ASCII.GetBytes(name).CopyTo(request, 0);
                BitConverter.GetBytes(TunWithoutHeader).CopyTo(request, 16);
                Check(Control(descriptor, SetInterface, request));
            }
            catch (Win32Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? descriptor : throw failure;
    }

    /// <summary>Reads one packet; 0 when none came in time.</summary>
    public static int Read(int descriptor, byte[] buffer, int milliseconds)
    {
        Poll poll = new() { Descriptor = descriptor, Events = HasData };
        return Wait(ref poll, 1, milliseconds) > 0
            ? (int)Math.Max(0, ReadBytes(descriptor, buffer, (nuint)buffer.Length))
            : 0;
    }

    public static void Write(int descriptor, byte[] packet) => WriteBytes(descriptor, packet, (nuint)packet.Length);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int descriptor);

    private static int Check(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int descriptor, int kind);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(int descriptor, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Wait(ref Poll polls, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint ReadBytes(int descriptor, byte[] buffer, nuint length);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint WriteBytes(int descriptor, byte[] buffer, nuint length);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
