using System;
using System.IO;
using System.Runtime.InteropServices;

namespace ImageGen.Shell;

internal static class Terminal
{
    private const int PageWidth = 120;
    private const int StandardError = -12;
    private const int StandardOutput = -11;
    private const uint VirtualTerminalProcessing = 4;

    /// <summary>Whether a terminal here obeys escape sequences, whichever stream is a terminal.</summary>
    internal static bool HasEscapes { get; } = OperatingSystem.IsWindows()
        ? EnableEscapes(StandardOutput) | EnableEscapes(StandardError)
        : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The same, and the user has not asked for plain text (https://no-color.org).</summary>
    internal static bool HasColor { get; } =
        HasEscapes && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    internal static int Width => Console.IsOutputRedirected ? PageWidth : WindowWidth;

    internal static int WindowWidth
    {
        get
        {
            try
            {
                return Console.WindowWidth is > 0 and int width ? width : PageWidth;
            }
            catch (IOException)
            {
                return PageWidth;
            }
        }
    }

    // Windows consoles obey them only when asked to.
    private static bool EnableEscapes(int stream)
    {
        nint handle = GetStdHandle(stream);
        return GetConsoleMode(handle, out uint mode) && SetConsoleMode(handle, mode | VirtualTerminalProcessing);
    }

    [DllImport("kernel32.dll")]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleMode(nint handle, uint mode);
}
