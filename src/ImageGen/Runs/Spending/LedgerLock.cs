using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Runs.Spending;

/// <summary>
/// A writer locks the file beside the ledger, so that processes take turns. The file is never deleted; the system
/// frees it when a process dies.
/// </summary>
internal static class LedgerLock
{
    /// <summary>Maximum time that a writer waits for the others.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int Spins = 4;
    private const int LongestNap = 40;

    /// <summary>The lock file of a ledger.</summary>
    public static string PathFor(string ledger) => ledger + ".lock";

    /// <summary>Waits for the turn, and keeps it until the stream is disposed.</summary>
    /// <exception cref="IOException">The turn did not come in time, or the file cannot be made.</exception>
    public static async Task<FileStream> TakeAsync(string path, TimeSpan patience, CancellationToken token)
    {
        Stopwatch waited = Stopwatch.StartNew();
        for (int attempt = 0; ; attempt++)
        {
            token.ThrowIfCancellationRequested();
            try
            {
                return Open(path);
            }
            catch (IOException exception) when (IsHeld(exception) && waited.Elapsed < patience)
            {
                // Somebody else writes, which takes far less than a millisecond.
            }

            if (attempt < Spins) Thread.Yield();
            else await Task.Delay(Math.Min(LongestNap, attempt), token).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// True where a second handle is refused while one is held, as it must be; some network file systems have no locks.
    /// </summary>
    public static bool IsHonoured(string path)
    {
        try
        {
            Open(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

    /// <summary>A held file has no exception of its own; those that have say something else.</summary>
    private static bool IsHeld(IOException exception) => exception.GetType() == typeof(IOException);
}
