using System;
using System.Collections.Generic;
using System.Net;

namespace ImageGen.Service;

/// <summary>What a connection is made of beside its address; null is the default.</summary>
internal sealed record ServiceSettings
{
    /// <summary>The connection's name; if null, the service with organization and project.</summary>
    public string? Name { get; init; }

    public ServiceKey? Key { get; init; }

    /// <summary>In place of a key.</summary>
    public AccessToken? Token { get; init; }

    public string? Organization { get; init; }

    public string? Project { get; init; }

    public string? Model { get; init; }

    public string? ImageModel { get; init; }

    /// <summary>The models whose list price the connection's own names have, such as those of deployments.</summary>
    public IReadOnlyList<string> PriceAs { get; init; } = [];

    public Uri? Proxy { get; init; }

    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Where it is kept what requests cost, and what they may cost.</summary>
    public LedgerSettings? Ledger { get; init; }

    /// <summary>What a gateway asks for beside the key.</summary>
    public GatewayExtras? Extras { get; init; }

    /// <summary>Lets a key travel unencrypted to a host that is not this machine.</summary>
    public bool AllowHttp { get; init; }
}
