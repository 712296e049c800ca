using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>
/// Asks the Azure CLI for a token of the user who signed in with <c>az login</c>. No shell reads the command.
/// </summary>
/// <param name="scope">What the token is for.</param>
/// <param name="read">Reads the token of an answer.</param>
internal sealed class AzureCli(
    string scope, Func<string, string, (ServiceKey Token, DateTimeOffset? ExpiresOn)?> read)
{
    public const string Parameter = "-AzureCli";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly Regex s_scope = new(@"\A[A-Za-z0-9:/._-]+\z", RegexOptions.CultureInvariant);

    public AccessToken Token => new(Parameter, $"{Parameter} {scope}", Ask);

    /// <summary>
    /// True for what can stand on a command line as it is: az is a batch file on Windows, whose arguments cmd.exe
    /// reads.
    /// </summary>
    public static bool IsScope(string text) => s_scope.IsMatch(text) && text[0] != '-';

    /// <summary>
    /// The CLI in one of the folders of PATH; null where there is none. The current folder is not searched.
    /// </summary>
    public static string? Find(string? path, bool isWindows)
    {
        IEnumerable<string> folders = (path ?? string.Empty).Split(Path.PathSeparator)
            .Select(part => part.Trim('"', ' '))
            .Where(part => part.Length > 0 && part.IndexOfAny(Path.GetInvalidPathChars()) < 0)
            .Where(Path.IsPathRooted);
        return folders.Select(folder => Path.Combine(folder, isWindows ? "az.cmd" : "az")).FirstOrDefault(File.Exists);
    }

    private (ServiceKey Token, DateTimeOffset? ExpiresOn) Ask(CancellationToken stop)
    {
        string file = Find(Environment.GetEnvironmentVariable("PATH"), Path.DirectorySeparatorChar == '\\')
            ?? throw Failure("The command az was not found in PATH. Install it, or use -AccessToken or -ApiKey.");
        ProcessStartInfo start = new(file, $"account get-access-token --scope {scope} --output json")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(file)!,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = Task.Run(process.StandardOutput.ReadToEnd, stop);
            Task<string> errors = Task.Run(process.StandardError.ReadToEnd, stop);
            Await(process, Task.WhenAll(output, errors), stop);
            process.WaitForExit();
            string said = Redaction.Line(errors.Result, key: null, limit: 500);
            if (process.ExitCode != 0)
            {
                throw Failure($"It reported: '{said}'. Run 'az login', then run the command again.");
            }

            return read(output.Result, Parameter) ?? throw Failure("Its output contains no token. Update the Azure "
                + "CLI.");
        }
        catch (Exception exception) when (exception is ExternalException or IOException or InvalidOperationException)
        {
            throw Failure($"It could not be started: {PlainText.Line(exception.Message, 200).TrimEnd('.')}.");
        }
    }

    private static void Await(Process process, Task ended, CancellationToken stop)
    {
        try
        {
            if (Task.WaitAny([ended], (int)s_limit.TotalMilliseconds, stop) < 0)
            {
                throw Failure($"It did not answer within {s_limit.TotalSeconds} seconds.");
            }

            ended.GetAwaiter().GetResult();
        }
        catch
        {
            End(process);
            throw;
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ExternalException)
        {
            // It has ended by itself.
        }
    }

    private static AIImageException Failure(string message) =>
        new(ErrorIds.AuthenticationFailed, $"The Azure CLI returned no token. {message}")
        {
            Advice = "Check with 'az account get-access-token' that the Azure CLI gives a token to this user.",
        };
}
