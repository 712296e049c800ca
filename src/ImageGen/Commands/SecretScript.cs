using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>
/// Runs what gives a key in the user's session: SecretManagement's Get-Secret, or a script for a token.
/// </summary>
internal static class SecretScript
{
    private const string GetSecret = "Get-Secret";

    private const string Script =
        "param($name, $vault) if ($vault) { Get-Secret -Name $name -Vault $vault -ErrorAction Stop } "
        + "else { Get-Secret -Name $name -ErrorAction Stop }";

    /// <exception cref="AIImageException">There is no SecretManagement, or it gives no secret.</exception>
    public static PSObject? ReadVault(CommandInvocationIntrinsics session, string name, string? vault) =>
        session.GetCommand(GetSecret, CommandTypes.Cmdlet | CommandTypes.Function) is null
            ? throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                "There is no Get-Secret. Install the module Microsoft.PowerShell.SecretManagement and a vault, or "
                + "use -ApiKey.")
            : Run(() => session.InvokeScript(Script, name, vault));

    /// <summary>A token that a script is asked for.</summary>
    public static AccessToken TokenFrom(ScriptBlock script, string source) =>
        new(source, script.ToString(), _ => KeyReader.ReadToken(Run(() => script.Invoke()), source));

    /// <summary>The last thing that a script gives.</summary>
    /// <exception cref="AIImageException">It failed.</exception>
    private static PSObject? Run(Func<ICollection<PSObject>> script)
    {
        try
        {
            return script().LastOrDefault();
        }
        catch (RuntimeException exception)
        {
            throw new AIImageException(
                ErrorIds.AuthenticationFailed, $"No key was returned: "
                    + $"{PlainText.Line(exception.Message, 500)}", exception);
        }
    }
}
