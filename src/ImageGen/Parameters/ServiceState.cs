using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ImageGen.Client;
using ImageGen.Client.Http;

namespace ImageGen.Parameters;

/// <summary>The connections of one runspace, and which of them is current.</summary>
internal sealed class ServiceState
{
    private static readonly ConditionalWeakTable<Runspace, ServiceState> s_states = new();

    private readonly List<ServiceConnection> _connections = [];
    private ServiceConnection? _current;

    public static ServiceState Here => s_states.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The connections that were made, and the one from the environment when none was.</summary>
    public IEnumerable<AIImageService> Services
    {
        get
        {
            ServiceConnection? current = _current ?? ServiceEnvironment.Connect();
            IEnumerable<ServiceConnection> all = current is null || _connections.Contains(current)
                ? _connections
                : _connections.Append(current);
            return all.Select(connection => new AIImageService(connection, connection == current)).ToList();
        }
    }

    /// <summary>The service that commands use when they name none.</summary>
    /// <exception cref="AIImageException"><c>ApiKeyMissing</c>.</exception>
    public ServiceConnection Current => _current ?? ServiceEnvironment.Connect() ?? throw KeyMissing();

    public static AIImageException KeyMissing() => new(
        ErrorIds.ApiKeyMissing,
        "There is no API key. Set the environment variable OPENAI_API_KEY, or run "
        + "'Connect-AIImageService -ApiKey (Read-Host -AsSecureString)', or rehearse without a key and without cost: "
        + "'Connect-AIImageService -Sandbox'.");

    public void Connect(ServiceConnection connection)
    {
        _connections.RemoveAll(other => IsNamed(other, connection.Name));
        _connections.Add(connection);
        _current = connection;
    }

    /// <summary>Forgets the named connection, or the current one; the last one made before it becomes current.</summary>
    public bool Disconnect(string? name)
    {
        ServiceConnection? gone = name is null ? _current : _connections.Find(other => IsNamed(other, name));
        if (gone is null) return false;

        _connections.Remove(gone);
        if (_current == gone) _current = _connections.LastOrDefault();
        return true;
    }

    public ServiceConnection? Find(string name) =>
        _connections.Find(connection => IsNamed(connection, name))
        ?? (ServiceEnvironment.Connect() is ServiceConnection environment && IsNamed(environment, name) ? environment : null);

    private static bool IsNamed(ServiceConnection connection, string name) =>
        connection.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
