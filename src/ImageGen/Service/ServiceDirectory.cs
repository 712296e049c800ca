using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>Says which service a request goes to. Nothing else decides that.</summary>
/// <param name="connections">The connections that were made, the current one last among equals.</param>
/// <param name="current">The connection that commands use; null lets the environment decide.</param>
/// <param name="environment">Gives the service that the environment describes, or null.</param>
internal sealed class ServiceDirectory(
    IReadOnlyList<ServiceConnection> connections, ServiceConnection? current, Func<ServiceConnection?> environment)
{
    /// <summary>All connections, and the one of the environment when it is the one in use.</summary>
    public IReadOnlyList<AIImageService> Services
    {
        get
        {
            ServiceConnection? inUse = current ?? environment();
            IEnumerable<ServiceConnection> all =
                inUse is null || connections.Contains(inUse) ? connections : connections.Append(inUse);
            return [.. all.Select(connection => new AIImageService(connection, connection == inUse))];
        }
    }

    /// <summary>The service of a request that names none and goes on from no image.</summary>
    /// <exception cref="AIImageException"><c>ApiKeyMissing</c>.</exception>
    public ServiceConnection Current => current ?? environment() ?? throw KeyMissing(IsBesideOthers);

    /// <summary>The same where nothing is sent: without a key it would be OpenAI.</summary>
    public ServiceConnection CurrentOrSupposed =>
        current ?? environment() ?? ServiceConnection.OpenAI(new ServiceSettings());

    /// <summary>True in a runspace beside that of the user, where a connection may have been made.</summary>
    public bool IsBesideOthers { get; init; }

    public static AIImageException KeyMissing(bool isBesideOthers = false) => new(
        ErrorIds.ApiKeyMissing,
        "There is no API key. Set the environment variable OPENAI_API_KEY, or run "
        + "'Connect-AIImageService -ApiKey (Read-Host -AsSecureString)', or try it without a key and without cost: "
        + "'Connect-AIImageService -Sandbox'."
        + (isBesideOthers
            ? " A connection belongs to its runspace: in ForEach-Object -Parallel and in thread jobs, pass it with "
                + "-Service $using:service, where '$service = Connect-AIImageService … -PassThru'."
            : string.Empty));

    /// <summary>
    /// The service that was chosen with <c>-Service</c>: an object or a name; the current one for null.
    /// </summary>
    /// <exception cref="AIImageException">There is no such connection.</exception>
    public ServiceConnection Chosen(object? service) => service switch
    {
        null => Current,
        AIImageService known => known.Connection,
        string name => Find(name) ?? throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"There is no connection named '{PlainText.Line(name)}'. Get-AIImageService lists them."),
        _ => throw new AIImageException(
            ErrorIds.InvalidRequest,
            "-Service must be the name of a connection or an object from Get-AIImageService in this session."),
    };

    /// <summary>
    /// The service that holds a response: the chosen one, else the one that made it, else the current one.
    /// </summary>
    /// <param name="chosen">What was given with <c>-Service</c>.</param>
    /// <param name="maker">The name of the service that made it; null if unknown.</param>
    /// <exception cref="AIImageException">There is no connection to it.</exception>
    public ServiceConnection Holder(object? chosen, string? maker) =>
        chosen is not null || maker is null ? Chosen(chosen) : Find(maker) ?? throw NotConnected(maker);

    /// <summary>The connection of that name, in any case; null where there is none.</summary>
    public ServiceConnection? Find(string name) =>
        connections.FirstOrDefault(connection => connection.IsNamed(name))
        ?? (environment() is ServiceConnection found && found.IsNamed(name) ? found : null);

    private static AIImageException NotConnected(string maker) => new(
        ErrorIds.InvalidRequest,
        $"The image was made by '{PlainText.Line(maker)}', to which there is no connection. Connect to it with "
        + "Connect-AIImageService, or choose another service with -Service. Nothing was sent.");
}
