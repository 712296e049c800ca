using System;
using System.Threading;

namespace ImageGen.Service;

/// <summary>
/// A token that expires and is asked for again: on the thread that calls <see cref="Refresh"/>, never from within a
/// request. Where several threads need one, the first asks and the others take what it got.
/// </summary>
/// <param name="name">The parameter that chose the source.</param>
/// <param name="source">What is asked, to tell whether two connections use the same.</param>
/// <param name="ask">Gives the token and, if it is known, when it expires.</param>
internal sealed class AccessToken(
    string name, string source, Func<CancellationToken, (ServiceKey Token, DateTimeOffset? ExpiresOn)> ask)
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_unknownLife = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    public string Name { get; } = name;

    public string Source { get; } = source;

    public ServiceKey? Current { get; private set; }

    /// <summary>True when <see cref="Refresh"/> would ask.</summary>
    public bool IsDue(DateTimeOffset now) => now >= _until;

    /// <summary>Asks for another token, unless somebody has replaced the one that the service refused.</summary>
    /// <exception cref="AIImageException">No token was given.</exception>
    public void Renew(ServiceKey? refused, DateTimeOffset now, CancellationToken stop) =>
        Ask(() => Current == refused, now, stop);

    /// <summary>Asks for a token when there is none, or when it is about to expire.</summary>
    /// <exception cref="AIImageException">No token was given.</exception>
    public void Refresh(DateTimeOffset now, CancellationToken stop)
    {
        if (IsDue(now)) Ask(() => IsDue(now), now, stop);
    }

    private void Ask(Func<bool> isNeeded, DateTimeOffset now, CancellationToken stop)
    {
        _turn.Wait(stop);
        try
        {
            if (!isNeeded()) return;

            _until = DateTimeOffset.MinValue;
            (ServiceKey token, DateTimeOffset? expiresOn) = ask(stop);
            Current = token;
            _until = expiresOn is DateTimeOffset end ? end - s_margin : now + s_unknownLife;
        }
        finally
        {
            _turn.Release();
        }
    }
}
