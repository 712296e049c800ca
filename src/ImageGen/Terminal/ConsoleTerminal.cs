using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace ImageGen.Terminal;

/// <summary>
/// The terminal that this process runs in. Its answers are read as keys, as the console of .NET has them: so it alone
/// sets the modes of the terminal, and they are right again whatever happens.
/// </summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    private readonly Stream _output = Console.OpenStandardOutput();

    private ConsoleTerminal()
    {
    }

    /// <summary>The one terminal; null where the output is no terminal.</summary>
    public static ConsoleTerminal? Current { get; } =
        Console.IsOutputRedirected || !Environment.UserInteractive ? null : new ConsoleTerminal();

    /// <inheritdoc/>
    public int Columns => Measure(() => Console.WindowWidth);

    /// <inheritdoc/>
    public int Rows => Measure(() => Console.WindowHeight);

    /// <inheritdoc/>
    public Encoding Encoding => Console.OutputEncoding;

    /// <inheritdoc/>
    public bool CanAnswer => !Console.IsInputRedirected;

    /// <inheritdoc/>
    public bool HasInput => Console.KeyAvailable;

    /// <inheritdoc/>
    public string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <inheritdoc/>
    public void Write(byte[] bytes, int count)
    {
        _output.Write(bytes, 0, count);
        _output.Flush();
    }

    /// <inheritdoc/>
    public string ReadUntil(Func<string, bool> isWhole, TimeSpan limit)
    {
        StringBuilder text = new();
        Stopwatch watch = Stopwatch.StartNew();
        do
        {
            while (Console.KeyAvailable)
            {
                text.Append(Console.ReadKey(intercept: true).KeyChar);
                if (isWhole(text.ToString())) return text.ToString();
            }

            if (limit > TimeSpan.Zero) Thread.Sleep(s_pause);
        }
        while (watch.Elapsed < limit);

        return text.ToString();
    }

    /// <inheritdoc/>
    public string? AskTmux(string format, TimeSpan limit)
    {
        try
        {
            using Process? tmux = Process.Start(new ProcessStartInfo("tmux", $"display-message -p \"{format}\"")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            });
            if (tmux is null) return null;

            if (tmux.WaitForExit((int)limit.TotalMilliseconds)) return tmux.StandardOutput.ReadToEnd().Trim();

            tmux.Kill();
        }
        catch (Exception exception) when (exception is ExternalException or InvalidOperationException or IOException)
        {
            // There is no tmux on the path here.
        }

        return null;
    }

    private static int Measure(Func<int> measure)
    {
        try
        {
            return Math.Max(0, measure());
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
