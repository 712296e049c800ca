using System;

namespace ImageGen.Service;

/// <summary>
/// A token that expires and is asked for again: on the thread that calls <see cref="Refresh"/>, never from within a
/// request.
/// </summary>
/// <param name="ask">Gives the token and, if it is known, when it expires.</param>
/// <param name="source">What is asked, to tell whether two connections use the same.</param>
internal sealed class AccessToken(Func<(ServiceKey Token, DateTimeOffset? ExpiresOn)> ask, string source = "")
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_unknownLife = TimeSpan.FromMinutes(5);

    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public string Source { get; } = source;

    public ServiceKey? Current { get; private set; }

    /// <summary>Asks for another token, for the service refused this one.</summary>
    /// <exception cref="AIImageException">No token was given.</exception>
    public void Renew(DateTimeOffset now)
    {
        _until = DateTimeOffset.MinValue;
        Refresh(now);
    }

    /// <summary>Asks for a token when there is none, or when it is about to expire.</summary>
    /// <exception cref="AIImageException">No token was given.</exception>
    public void Refresh(DateTimeOffset now)
    {
        if (now < _until) return;

        (ServiceKey token, DateTimeOffset? expiresOn) = ask();
        Current = token;
        _until = expiresOn is DateTimeOffset end ? end - s_margin : now + s_unknownLife;
    }
}
