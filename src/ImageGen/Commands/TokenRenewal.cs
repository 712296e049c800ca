using System;
using System.Management.Automation;
using System.Threading;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Renews the tokens of connections on the pipeline thread, whatever their source.</summary>
internal sealed class TokenRenewal(PSCmdlet cmdlet, CancellationToken stop)
{
    /// <summary>Asks for the token of a request that is about to start.</summary>
    /// <exception cref="AIImageException">No token was given.</exception>
    public void Prepare(ServiceConnection service)
    {
        if (service.Token is AccessToken token) Refresh(service, token);
    }

    /// <summary>Renews a token that expires while a request runs.</summary>
    public void Keep(ServiceConnection service) => Try(service, token => Refresh(service, token));

    /// <summary>Renews a token that the service refused.</summary>
    public void Replace(ServiceConnection service, ServiceKey? refused) => Try(service, token =>
    {
        if (token.Current == refused) Announce(service, token);
        token.Renew(refused, DateTimeOffset.UtcNow, stop);
    });

    private void Refresh(ServiceConnection service, AccessToken token)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (token.IsDue(now)) Announce(service, token);
        token.Refresh(now, stop);
    }

    /// <summary>Says what is waited for: a source that is starting may take minutes.</summary>
    private void Announce(ServiceConnection service, AccessToken token) =>
        cmdlet.Tell($"Requesting an access token for {service.Name} ({token.Name})");

    private void Try(ServiceConnection service, Action<AccessToken> renew)
    {
        try
        {
            if (service.Token is AccessToken token) renew(token);
        }
        catch (AIImageException exception)
        {
            cmdlet.Tell($"The access token of {service.Name} could not be renewed: {exception.Message}");
        }
    }
}
