using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>The connections of one runspace, and which of them is current.</summary>
internal sealed class ServiceState
{
    private static readonly ConditionalWeakTable<Runspace, ServiceState> s_states = new();

    private readonly List<ServiceConnection> _connections = [];
    private ServiceConnection? _current;
    private ServiceConnection? _environment;

    public static ServiceState Here => Of(Runspace.DefaultRunspace);

    /// <summary>The clock of the session's requests; that of the system unless a test says otherwise.</summary>
    public IClock Clock { get; set; } = SystemClock.Instance;

    /// <summary>Opens the files of received images; null is the usual way, unless a test says otherwise.</summary>
    public Func<string, FileStream>? OpenFile { get; set; }

    public static ServiceState Of(Runspace runspace) => s_states.GetOrCreateValue(runspace);

    /// <summary>The connections as they are now.</summary>
    public ServiceDirectory Directory => new([.. _connections], _current, FromEnvironment)
    {
        IsBesideOthers = Runspace.DefaultRunspace.Id > 1,
    };

    /// <summary>Makes a connection current, in place of one of the same name.</summary>
    /// <exception cref="AIImageException">The name belongs to another service, key or project.</exception>
    public void Connect(ServiceConnection connection, bool replace)
    {
        ServiceConnection? other = Find(connection.Name);
        if (other is not null && !replace && !other.IsSameAs(connection))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"There is already a connection named '{PlainText.Line(other.Name)}' with another key, project or "
                + "URL. Give this one another -Name, or replace the existing one with -Force.");
        }

        if (other is not null) _connections.Remove(other);
        _connections.Add(connection);
        _current = connection;
    }

    /// <summary>
    /// Forgets the named connection, or the current one; the last one made before it becomes current.
    /// </summary>
    public bool Disconnect(string? name)
    {
        ServiceConnection? gone = name is null ? _current : Find(name);
        if (gone is null) return false;

        _connections.Remove(gone);
        if (_current == gone) _current = _connections.LastOrDefault();
        return true;
    }

    /// <summary>The environment's connection, the same while the variables are: what it has learnt is kept.</summary>
    private ServiceConnection? FromEnvironment()
    {
        ServiceConnection? found = ServiceEnvironment.Connect();
        bool isKnown = found is not null && _environment?.IsSameAs(found) == true && _environment.HasModelsOf(found);
        if (!isKnown) _environment = found;
        return _environment;
    }

    private ServiceConnection? Find(string name) => _connections.Find(connection => connection.IsNamed(name));
}
